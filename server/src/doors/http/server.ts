/** The HTTP door: RPC for the console, REST with OpenAPI for everyone, sign-in, streams, the console's files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import { experimental_ZodSmartCoercionPlugin as CoerceQuery } from '@orpc/zod/zod4';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor, DomainError, type Kernel } from '#kernel';
import type { DeliverCode } from '../../connectors/code-webhook.ts';
import type { Wechat } from '../../connectors/wechat.ts';
import type { SignIn } from '../../modules/accounts/sign-in.ts';
import { albumRoutes } from './album.ts';
import { backupRoutes } from './backup.ts';
import { refuseWhenBusy } from './busy.ts';
import { createCallers } from './callers.ts';
import { certificateRoutes } from './certificate.ts';
import { codeDelivery } from './code-delivery.ts';
import { refuseCrossSite } from './guard.ts';
import { logoRoutes } from './logos.ts';
import { mediaRoutes } from './media.ts';
import { openApiDocument } from './openapi.ts';
import { type Operating, operatingRoutes } from './operating.ts';
import { posterRoutes } from './poster.ts';
import { rawRoutes } from './raw.ts';
import { reference } from './reference.ts';
import { reportRoutes } from './report.ts';
import { type AfterCommand, createRouter } from './router.ts';
import { signInRoutes } from './sign-in.ts';
import { errorBody, statusOf } from './status.ts';
import { wechatRoutes } from './wechat.ts';
import { weeklyRoutes } from './weekly.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
}

export interface HttpParts {
  kernel: Kernel;
  signIn: SignIn;
  cliKey: string;
  dataDir: string;
  /** Folder of the built console. */
  webDir: string;
  publicUrl?: string | undefined;
  trustedProxies?: string | undefined;
  uploadLimit: number;
  /** Takes sign-in codes over; absent: staff pass them on. */
  deliverCode?: DeliverCode | undefined;
  /** Sign-in inside WeChat; needs a publicUrl. */
  wechat?: Wechat | undefined;
  /** One snapshot of everything, see installation/backup. */
  backup(): Promise<{ stream: Readable; bytes: number }>;
  /** Told what went wrong outside an operation, for the log. */
  unforeseen(error: Error, requestId: string): void;
  /** Told of every answer but files of the console: method with the route's pattern (no address holds a name), status, ms. */
  answered?(line: { request: string; status: number; requestId: string; ms: number }): void;
  /** Absent: neither /metrics nor the doctor answers. */
  operating?: Operating | undefined;
}

// A pasted chat may have five million characters of three bytes.
const BODY_LIMIT = 20_000_000;
const REQUESTS_PER_MINUTE = 1_200;
const MOST_UNANSWERED = 500;
const MINUTE_MS = 60_000;
/** How often one address may call. It may be that of a whole class in one room: sixty scan, apply and look again within some minutes. */
const strangersMay = [
  ...['/rpc/admissions/apply', '/api/v1/invitations/:code/applications', '/rpc/admissions/enter', '/api/v1/applications/enter'].map(
    (path) => ({ path, max: 30, timeWindow: MINUTE_MS }),
  ),
  ...['/rpc/credentials/enter', '/api/v1/sign-in/codes/:codeId/enter', '/rpc/credentials/leaveAddress', '/api/v1/applications/address'].map(
    (path) => ({ path, max: 30, timeWindow: MINUTE_MS }),
  ),
  ...['/rpc/exits/answer', '/api/v1/exit-surveys/:code/answers'].map((path) => ({ path, max: 30, timeWindow: MINUTE_MS })),
  // Each may cost a message; a class comes back with new phones over days, not within an hour.
  ...['/rpc/credentials/askCode', '/api/v1/sign-in/codes'].map((path) => ({ path, max: 20, timeWindow: 60 * MINUTE_MS })),
  ...[
    '/rpc/admissions/invitation',
    '/api/v1/invitations/:code',
    '/rpc/brands/invited',
    '/api/v1/invitations/:code/brand',
    '/rpc/admissions/application',
    '/api/v1/applications/state',
    '/rpc/graduation/verify',
    '/api/v1/certificates/:code',
    '/rpc/exits/read',
    '/api/v1/exit-surveys/:code',
    '/rpc/raffles/published',
    '/api/v1/raffles/:code',
  ].map((path) => ({ path, max: 240, timeWindow: MINUTE_MS })),
  // A question is a call, and several apply from one network.
  ...['ownQuiz', 'tryQuiz', 'answerQuiz'].map((verb) => ({ path: `/rpc/admissions/${verb}`, max: 240, timeWindow: MINUTE_MS })),
  ...['state', 'tries', 'answers'].map((part) => ({ path: `/api/v1/invitations/:code/quiz/${part}`, max: 240, timeWindow: MINUTE_MS })),
];
/** Grants, keys, roles and who takes part change only by these; what was remembered of callers may then be wrong. */
const changesCallers =
  /^(?:accounts|roles)\.|^blueprints\.(?:apply|pull)$|^squads\.(?:assign|remove|undo)$|^admissions\.(?:enrol|leave|comeBack)$|^alumni\.answer$|^privacy\.erase/;
const HTTPS = /^https:/;
/** Where members are; everywhere else is the console. */
const MEMBER = /^\/m(?:[/?]|$)/;

/** Contracts check what comes in and goes out: no route has a schema of its own, and a start does not load what would compile it. */
const noSchema = () => {
  throw new TypeError('a route has a schema beside its contract');
};

export async function createServer(parts: HttpParts): Promise<FastifyInstance> {
  const { kernel, signIn, publicUrl } = parts;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: parts.trustedProxies ?? false,
    genReqId: () => kernel.newId(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
  });
  const callers = createCallers(kernel, signIn, parts.cliKey);

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const domain = asDomainError(error, request.id);
    if (domain.code === 'internal') parts.unforeseen(error, request.id);
    return reply.status(statusOf(domain)).send(errorBody(domain));
  });
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request, reply) => {
    request.actor = { kind: 'nobody' };
    reply.header('x-request-id', request.id);
    refuseCrossSite(request, publicUrl);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url = '' } = request.routeOptions;
    if (!/^\/(?:api|rpc|metrics)/.test(url)) return;
    const ms = Math.round(reply.elapsedTime);
    parts.answered?.({ request: `${request.method} ${url}`, status: reply.statusCode, requestId: request.id, ms });
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // A voice is listened to before it is sent.
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: HTTPS.test(publicUrl ?? ''),
  });
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: 60_000, errorResponseBuilder: tooMany });
  parseJson(app);

  app.get('/healthz', { config: { rateLimit: false } }, () => ({ ok: true }));
  app.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    const ready = await kernel.ready().then(
      () => true,
      () => false,
    );
    return reply.status(ready ? 200 : 503).send({ ok: ready });
  });
  app.register(reference);
  app.register((scope) => signInRoutes(scope, { kernel, signIn, callers }));

  app.register(async (scope) => {
    refuseWhenBusy(scope, MOST_UNANSWERED);
    scope.addHook('preParsing', async (request) => {
      request.actor = await callers.of(request);
    });
    await scope.register((raw) => rawRoutes(raw, parts));
    await scope.register((raw) => mediaRoutes(raw, parts));
    await scope.register((raw) => backupRoutes(raw, parts));
    await scope.register((raw) => weeklyRoutes(raw, parts));
    await scope.register((raw) => posterRoutes(raw, parts));
    await scope.register((raw) => logoRoutes(raw, parts));
    await scope.register((raw) => wechatRoutes(raw, parts));
    await scope.register((raw) => certificateRoutes(raw, parts));
    await scope.register((raw) => reportRoutes(raw, parts));
    await scope.register((raw) => albumRoutes(raw, parts));
    await scope.register((raw) => operatingRoutes(raw, parts));
    const deliver = parts.deliverCode ? codeDelivery({ ...parts, deliverCode: parts.deliverCode }) : null;
    await operations(scope, kernel, (done) => {
      if (changesCallers.test(done.operation)) callers.forget();
      deliver?.(done);
    });
  });
  await consoleFiles(app, parts.webDir);
  return app;
}

async function operations(scope: FastifyInstance, kernel: Kernel, afterCommand: AfterCommand): Promise<void> {
  const router = createRouter(kernel, afterCommand);
  const rpc = new RPCHandler(router);
  const rest = new OpenAPIHandler(router, {
    plugins: [new CoerceQuery()],
    customErrorResponseBodyEncoder: (error) =>
      Object(error.data).code && error.data ? error.data : { code: restCode(error.code), data: {} },
  });
  let document: ReturnType<typeof openApiDocument> | undefined;
  scope.get('/api/v1/openapi.json', () => {
    document ??= openApiDocument();
    return document;
  });
  const viaRpc = async (request: FastifyRequest, reply: FastifyReply) => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: { actor: request.actor, requestId: request.id } });
    if (!matched) throw new DomainError('route.unknown', { path: request.url });
    return reply;
  };
  const viaRest = async (request: FastifyRequest, reply: FastifyReply) => {
    const { matched } = await rest.handle(request, reply, { prefix: '/api/v1', context: { actor: request.actor, requestId: request.id } });
    if (!matched) throw new DomainError('route.unknown', { path: request.url });
    return reply;
  };
  scope.all('/rpc/*', viaRpc);
  scope.all('/api/v1/*', viaRest);
  for (const { path, max, timeWindow } of strangersMay) {
    scope.all(path, { config: { rateLimit: { max, timeWindow } } }, path.startsWith('/rpc') ? viaRpc : viaRest);
  }
}

function restCode(code: string): string {
  return code === 'INTERNAL_SERVER_ERROR' ? 'internal' : 'input.invalid';
}

async function consoleFiles(app: FastifyInstance, webDir: string): Promise<void> {
  const built = existsSync(join(webDir, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: webDir,
      // The build leaves packed copies beside its files.
      preCompressed: true,
      setHeaders: (reply, path) => {
        // File names under assets carry a hash of their content.
        const cache = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
        reply.header('cache-control', cache);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !/^\/(api|rpc)(\/|$)/.test(request.url) && !/\.\w+$/.test(request.url.split('?')[0] ?? '');
    if (page && built) return reply.sendFile(MEMBER.test(request.url) ? 'member.html' : 'index.html');
    if (page)
      return reply.type('text/plain; charset=utf-8').send('Qunce 群策 is running; its console is not built. API reference: /api/docs\n');
    const unknown = new DomainError('route.unknown', { path: request.url });
    return reply.status(statusOf(unknown)).send(errorBody(unknown));
  });
}

/** As Fastify's own, but an empty body with a JSON content type is no body. */
function parseJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, body.toString(), done);
  });
}

function tooMany(): DomainError {
  return new DomainError('request.tooMany');
}

function asDomainError(error: FastifyError | DomainError, requestId: string): DomainError {
  if (error instanceof DomainError) return error;
  if (error.statusCode === 413) return new DomainError('request.tooLarge');
  if (error.statusCode === 415 || error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new DomainError('request.mediaType');
  if (error.statusCode === 429) return new DomainError('request.tooMany');
  if (error.statusCode && error.statusCode < 500) return new DomainError('input.invalid', { paths: '.', reason: error.message });
  return new DomainError('internal', { requestId });
}
