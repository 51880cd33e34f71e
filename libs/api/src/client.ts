import createClient, { Client } from 'openapi-fetch';
import { Problem, ProblemDetails, Unavailable } from '#graft/problems';
import type { paths } from './types.js';

export type Api = Client<paths>;

/** A server, and who asks. */
export interface Connection {
  /** Without a slash at the end; empty for the server that a page came from. */
  url: string;
  /** Null if there is none, or where the browser sends a cookie. */
  token: string | null;
  /** Advice that is added if the server does not answer, e.g. how to start one. */
  advice?: string;
}

/**
 * The API, typed by its OpenAPI document. Every call that does not succeed throws the problem that the server sent.
 */
export function connect(connection: Connection): Api {
  const api = createClient<paths>({
    baseUrl: connection.url,
    headers: authorization(connection),
    querySerializer: { array: { style: 'form', explode: true } },
  });
  api.use({
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
    onError({ error }) {
      return error instanceof Problem ? error : noAnswer(connection, error);
    },
  });
  return api;
}

/** The body of a call that succeeded, as it must have by `connect`. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** A file of the API, streamed. @throws Problem */
export const open = (connection: Connection, path: string): Promise<Response> => request(connection, path, {});

/** Sends a form. @throws Problem */
export const send = (connection: Connection, path: string, form: FormData): Promise<Response> =>
  request(connection, path, { method: 'POST', body: form });

async function request(connection: Connection, path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${connection.url}${path}`, { ...init, headers: authorization(connection) });
  } catch (error) {
    throw noAnswer(connection, error);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return Problem.from(JSON.parse(text) as ProblemDetails);
  } catch {
    return new Problem(
      'http',
      response.status,
      'Error',
      `${response.url} answered with status ${response.status}, but not in the form of a Graft server. Check the URL of the server.`,
    );
  }
}

const authorization = ({ token }: Connection): Record<string, string> =>
  token ? { Authorization: `Bearer ${token}` } : {};

const noAnswer = ({ url, advice }: Connection, error?: unknown) =>
  new Unavailable(
    [url ? `No server answers at ${url}.` : 'The server does not answer.', advice].filter(Boolean).join(' '),
    url ? { where: url } : {},
    { cause: error },
  );
