import { HEADERS, jsonOf, Literal, seeded, TEXTS, VALUES } from './odd-values.js';

export interface OddRequest {
  /** As it is sent: with what percent-encoding it has. */
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body: Buffer | null;
}

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  example?: unknown;
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  content: Record<string, { schema?: Schema }>;
}

export interface Document {
  paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: { content: Operation['content'] } }>>;
  components: { schemas: Record<string, Schema> };
}

/** What exists on the server, so that requests get past its lookups: values by the names of parameters and fields. */
export interface Known {
  /** For `id`, by the path's beginning. */
  ids: [beginning: string, id: string][];
  values: Record<string, string>;
  /** Values of `Authorization`. */
  callers: string[];
}

const TUS: Operation[] = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => ({
  method,
  path: method === 'POST' ? '/uploads' : '/uploads/{id}',
  parameters: [],
  content: (method === 'PATCH' || method === 'POST'
    ? { 'application/offset+octet-stream': {} }
    : {}) as Operation['content'],
}));

/** Requests over all operations of an OpenAPI document, and of tus: each as it should be, but for one to three oddities. */
export class OddRequests {
  private readonly operations: Operation[];
  private readonly random: () => number;

  constructor(
    private readonly document: Document,
    private readonly known: Known,
    seed: number,
  ) {
    this.random = seeded(seed);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        parameters: [...parameters, ...undescribed(path, parameters)],
        content: requestBody?.content ?? {},
      })),
    );
    this.operations = [...described, ...TUS];
  }

  next(): OddRequest {
    const operation = this.pick(this.operations);
    const oddities = new Set(Array.from({ length: 1 + this.below(3) }, () => this.pick(ODDITIES)));
    // What exists must outlive the test.
    if (operation.method === 'DELETE') oddities.add('path');
    return {
      method: oddities.has('method') ? this.pick(METHODS) : operation.method,
      path: this.pathOf(operation, oddities) + this.queryOf(operation, oddities),
      ...this.messageOf(operation, oddities),
    };
  }

  private pathOf({ path }: Operation, oddities: Set<Oddity>): string {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const odd = oddities.has('path') ? this.pick(names.length > 0 ? names : ['']) : null;
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === odd ? this.segment(this.pick(TEXTS)) : encodeURIComponent(this.valueOf(name, path)),
    );
    return odd === '' ? filled + this.pick(['/', '//', '/%2e%2e', '/%', '%00', ';a=b', '/.', '%ff', '\\']) : filled;
  }

  private valueOf(name: string, path: string): string {
    if (name === 'id') return this.known.ids.find(([beginning]) => path.startsWith(beginning))?.[1] ?? 'none';
    return this.known.values[name] ?? 'x';
  }

  /** A text as a part of a path: encoded, as it is, or in bytes that are no UTF-8. */
  private segment(text: string): string {
    const raw = this.random() < 0.05;
    return raw ? text.replaceAll(/[^\x21-\x7e]/g, '\xff').slice(0, 2_000) : encoded(text.slice(0, 2_000));
  }

  private queryOf({ parameters }: Operation, oddities: Set<Oddity>): string {
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const given = query.filter(({ required }) => required || this.random() < 0.3);
    const pairs = given.map(
      ({ name, schema }) => `${name}=${encoded(this.asText(this.plausible(schema ?? {}, name)))}`,
    );
    if (oddities.has('query')) {
      const name = query.length > 0 && this.random() < 0.9 ? this.pick(query).name : this.pick(TEXTS).slice(0, 50);
      const times = this.random() < 0.2 ? 3 : 1;
      for (let time = 0; time < times; time++) pairs.push(`${this.keyOf(name)}=${this.segment(this.pick(TEXTS))}`);
    }
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  private keyOf(name: string): string {
    const suffix = this.pick(['', '', '', '', '[]', '[0]', '[__proto__]', '.x']);
    return encoded(name) + suffix;
  }

  private messageOf(operation: Operation, oddities: Set<Oddity>): Pick<OddRequest, 'headers' | 'body'> {
    const caller = oddities.has('caller') ? null : this.pick(this.known.callers);
    const headers = new Map<string, string>(caller === null ? [] : [['authorization', caller]]);
    if (operation.path.startsWith('/uploads')) this.addTus(headers);
    const type = Object.keys(operation.content)[0];
    const body = type === undefined ? null : this.bodyOf(type, operation.content[type]?.schema, oddities);
    if (type !== undefined) headers.set('content-type', TYPES[type] ?? type);
    if (oddities.has('headers')) for (let n = 0; n < 2; n++) headers.set(...this.pick(HEADERS));
    return { headers: [...headers], body: oddities.has('bytes') ? this.damaged(body ?? Buffer.from('{}')) : body };
  }

  private addTus(headers: Map<string, string>): void {
    headers.set('tus-resumable', '1.0.0');
    headers.set('upload-offset', '0');
    headers.set('upload-length', this.pick(['0', '10', '1000']));
    headers.set('upload-metadata', `filename ${Buffer.from('a.zip').toString('base64')}`);
  }

  private bodyOf(type: string, schema: Schema | undefined, oddities: Set<Oddity>): Buffer {
    if (type === 'multipart/form-data') return Buffer.from(this.form(), 'latin1');
    if (type !== 'application/json') return Buffer.from('0123456789');
    const value = this.plausible(schema ?? {}, '');
    if (oddities.has('body')) for (let n = 0; n < 1 + this.below(3); n++) this.spoil(value);
    return Buffer.from(jsonOf(oddities.has('whole body') ? this.oddValue() : value));
  }

  private form(): string {
    const name = this.pick(['images', '', '\0', '__proto__', 'a'.repeat(500)]);
    const file = this.pick(['a.png', '', '../../x', 'a\0b', '\xff\xfe', '"; x="', 'a'.repeat(5_000)]);
    const bytes = this.pick(['', 'GIF89a', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', '<svg/>', 'x'.repeat(70_000)]);
    const part = `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\n\r\n${bytes}\r\n`;
    return `${part.repeat(this.pick([1, 2, 40]))}${this.pick(['--x--\r\n', '', '--x'])}`;
  }

  /** A value that the schema accepts, or nearly. */
  private plausible(schema: Schema, name: string, depth = 0): unknown {
    if (schema.$ref)
      return this.plausible(this.document.components.schemas[schema.$ref.split('/').at(-1)!]!, name, depth);
    const known = this.known.values[name];
    if (known !== undefined && schema.type === 'string') return known;
    if (schema.example !== undefined) return schema.example;
    if (schema.enum) return this.pick(schema.enum);
    const choices = schema.oneOf ?? schema.allOf;
    if (choices) return this.plausible(this.pick(choices), name, depth);
    if (schema.properties) {
      const fields = Object.entries(schema.properties).filter(
        ([field]) => schema.required?.includes(field) || (depth < 4 && this.random() < 0.4),
      );
      return Object.fromEntries(fields.map(([field, part]) => [field, this.plausible(part, field, depth + 1)]));
    }
    switch (schema.type) {
      case 'array':
        return [this.plausible(schema.items ?? {}, name, depth + 1)];
      case 'boolean':
        return this.random() < 0.5;
      case 'number':
      case 'integer':
        return schema.minimum ?? 1;
      case 'object':
        return {};
      default:
        return schema.format === 'uuid' ? '00000000-0000-0000-0000-000000000000' : 'text';
    }
  }

  /** Puts something odd instead of a field somewhere below, or beside it. */
  private spoil(value: unknown): void {
    if (typeof value !== 'object' || value === null || value instanceof Literal) return;
    if (Array.isArray(value) && value.length === 0) value.push('x');
    const names = Object.keys(value);
    const fields = value as Record<string, unknown>;
    const name = names.length > 0 ? this.pick(names) : null;
    if (Array.isArray(value) && this.random() < 0.3) value.push(this.oddValue());
    else if (name === null || (this.random() < 0.1 && !Array.isArray(value)))
      fields[this.pick(TEXTS)] = this.oddValue();
    else if (typeof fields[name] === 'object' && fields[name] !== null && this.random() < 0.5) this.spoil(fields[name]);
    else if (this.random() < 0.1) delete fields[name];
    else fields[name] = this.oddValue();
  }

  private oddValue(): unknown {
    const value = this.pick(VALUES);
    return value instanceof Literal ? value : structuredClone(value); // it may be spoiled further
  }

  private damaged(body: Buffer): Buffer {
    const at = this.below(body.length + 1);
    switch (this.below(7)) {
      case 0:
        return body.subarray(0, at);
      case 1:
        return Buffer.concat([body, Buffer.from('}]"')]);
      case 2:
        return Buffer.concat([
          body.subarray(0, at),
          Buffer.from([0xc0, 0x80, 0xff, 0xed, 0xa0, 0x80]),
          body.subarray(at),
        ]);
      case 3:
        return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
      case 4:
        return Buffer.from(body.toString(), 'utf16le');
      case 5:
        return Buffer.alloc(0);
      default:
        return Buffer.alloc(this.pick([1_500_000, 9_000_000]), ' ');
    }
  }

  private asText(value: unknown): string {
    return typeof value === 'string' ? value : jsonOf(value);
  }

  private below(count: number): number {
    return Math.floor(this.random() * count);
  }

  private pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

type Oddity = 'path' | 'query' | 'headers' | 'body' | 'whole body' | 'bytes' | 'method' | 'caller';
/** Those more often behind which there is more to find. */
const ODDITIES: Oddity[] = [
  ...Array.from({ length: 6 }, () => 'body' as const),
  ...Array.from({ length: 4 }, () => 'query' as const),
  ...Array.from({ length: 3 }, () => 'path' as const),
  'headers',
  'headers',
  'whole body',
  'bytes',
  'method',
  'caller',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'QUERY'];
const TYPES: Record<string, string> = {
  'multipart/form-data': 'multipart/form-data; boundary=x',
  'image/*': 'image/png',
};

/** Parameters of the path that the document leaves out. */
const undescribed = (path: string, parameters: Parameter[]): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name!)
    .filter((name) => parameters.every((parameter) => parameter.name !== name))
    .map((name) => ({ name, in: 'path' }));

/** Percent-encoded, halves of surrogate pairs as the three bytes that UTF-8 forbids. */
const encoded = (text: string): string =>
  [...text]
    .map((character) => {
      const code = character.codePointAt(0)!;
      if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(character);
      return `%ed%${(0x80 | ((code >> 6) & 0x3f)).toString(16)}%${(0x80 | (code & 0x3f)).toString(16)}`;
    })
    .join('');
