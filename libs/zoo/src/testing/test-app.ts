import { ArgumentsHost, Catch, type INestApplication, type Provider, type Type, ValidationPipe } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Caller } from '#graft/accounts';
import { Problem } from '#graft/problems';

@Catch(Problem)
class ProblemFilter {
  catch(problem: Problem, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(problem.status).json(problem);
  }
}

export interface TestApp {
  url: string;
  close(): Promise<void>;
}

/** Controllers behind a real server on 127.0.0.1, for the caller that `as` gives. */
export async function serve(
  controllers: Type[],
  providers: Provider[],
  as: () => Caller | null = () => null,
): Promise<TestApp> {
  const module = await Test.createTestingModule({ controllers, providers }).compile();
  const app: INestApplication = module.createNestApplication();
  app.use((request: Request & { caller: Caller | null }, _: Response, next: NextFunction) => {
    request.caller = as();
    next();
  });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  // TensorFlow.js blocks this process for seconds; connections have to outlive it.
  (app.getHttpServer() as Server).keepAliveTimeout = 60_000;
  return { url: await app.getUrl(), close: () => app.close() };
}
