import {
  ArgumentsHost,
  Catch,
  Controller,
  Get,
  type INestApplication,
  type Type,
  ValidationPipe,
} from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Response as Answer } from 'express';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule, OpenedDatabase, type Role } from '#graft/database';
import { Problem } from '#graft/problems';
import { openThrowAway } from '../../../database/src/testing/kept-database.js';
import {
  Accounts,
  AccountsModule,
  CurrentCaller,
  Needs,
  type Permission,
  Public,
  Tokens,
  type Caller,
} from '../index.js';

@Catch(Problem)
class Problems {
  catch(problem: Problem, host: ArgumentsHost) {
    host.switchToHttp().getResponse<Answer>().status(problem.status).json(problem);
  }
}

@Controller()
class Routes {
  @Get('open')
  @Public()
  open(@CurrentCaller() caller: Caller | null) {
    return { name: caller?.name ?? null };
  }
  @Get('train')
  @Needs('train')
  train() {
    return {};
  }
}

export interface Sending {
  token?: string | null;
  body?: object;
}

/** Accounts behind a server on 127.0.0.1, on a throw-away database and data folder. */
export class AccountsApp {
  /** The owner's token. */
  owner = '';

  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly config: Config,
  ) {}

  /** @param controllers routes besides those of the accounts */
  static async start(controllers: Type[] = [Routes]): Promise<AccountsApp> {
    const config = Object.assign(new Config(), { dataDir: await mkdtemp(join(tmpdir(), 'graft-accounts-')) });
    const opened = await openThrowAway();
    const module = await Test.createTestingModule({
      imports: [ConfigModule.of(config), DatabaseModule, ThrottlerModule.forRoot(), AccountsModule],
      controllers,
    })
      .overrideProvider(OpenedDatabase)
      .useValue(opened)
      .compile();
    const app = module.createNestApplication({ logger: false });
    app.useGlobalFilters(new Problems());
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await opened.close();
      await rm(config.dataDir, { recursive: true });
      throw error;
    }
    const started = new AccountsApp(app, await app.getUrl(), config);
    started.owner = (await started.accounts.ensureOwner())!;
    return started;
  }

  get accounts(): Accounts {
    return this.app.get(Accounts);
  }

  get tokens(): Tokens {
    return this.app.get(Tokens);
  }

  get database(): Database {
    return this.app.get(Database);
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.config.dataDir, { recursive: true });
  }

  /** A call with a token, the owner's unless another or none is given. */
  send(method: string, path: string, { token = this.owner, body }: Sending = {}): Promise<Response> {
    return fetch(`${this.url}/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
  }

  /** Makes an account. @returns a token of it */
  async member(
    name: string,
    { role = 'member', scopes = ['read', 'publish'] }: { role?: Role; scopes?: Permission[] } = {},
  ): Promise<string> {
    const account = await this.accounts.create({ name, role });
    return (await this.tokens.issue(account.id, { name: 'test', scopes })).secret;
  }
}
