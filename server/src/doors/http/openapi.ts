import { ContractProcedure } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { version } from '../../vocabulary/version.ts';
import { describedContract } from './router.ts';

const error = {
  description: 'An error: `code` is stable and is the key of its translation; `data` fills the blanks of its sentence.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['code', 'data'],
        properties: { code: { type: 'string' }, data: { type: 'object', additionalProperties: { type: ['string', 'number'] } } },
      },
    },
  },
} as const;

const importId = { name: 'importId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } } as const;
const mediaId = { name: 'mediaId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } } as const;
const sentAnswer = {
  type: 'object',
  required: ['offset', 'size'],
  properties: { offset: { type: 'integer' }, size: { type: 'integer' } },
} as const;
const weeklyParameters = [
  { name: 'channelId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  {
    name: 'week',
    in: 'query',
    required: false,
    description: 'Monday of the week; without it the latest whole week.',
    schema: { type: 'string', format: 'date' },
  },
  { name: 'language', in: 'query', required: false, schema: { type: 'string', enum: ['zh-CN', 'en'] } },
] as const;
const uploadAnswer = {
  type: 'object',
  required: ['uploadId', 'file', 'bytes'],
  properties: { uploadId: { type: 'string', format: 'uuid' }, file: { type: 'string' }, bytes: { type: 'integer' } },
} as const;

/** Routes written by hand (raw.ts, backup.ts, weekly.ts). */
const rawPaths = {
  '/backup': {
    get: {
      operationId: 'accounts.backup',
      summary: 'Everything of this installation in one file that `qunce restore` takes; without uploads, sessions and secrets',
      description: 'Needs the role owner in the organisation.',
      tags: ['accounts'],
      responses: {
        200: { description: 'OK', content: { 'application/gzip': { schema: { type: 'string', contentMediaType: 'application/gzip' } } } },
        default: error,
      },
    },
  },
  '/uploads': {
    post: {
      operationId: 'chat.upload',
      summary: 'Upload a chat export; streamed to disk',
      description: 'Needs the role operator in at least one community.',
      tags: ['chat'],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
            },
          },
          'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } },
        },
      },
      parameters: [
        {
          name: 'file',
          in: 'query',
          required: false,
          description: 'Name of the file, for a plain body.',
          schema: { type: 'string', maxLength: 200 },
        },
      ],
      responses: { 200: { description: 'OK', content: { 'application/json': { schema: uploadAnswer } } }, default: error },
    },
  },
  '/media/{mediaId}/bytes': {
    patch: {
      operationId: 'media.send',
      summary: 'Bytes of an own file from an offset on; what came before a cut stays',
      description: 'Needs somebody who takes part in the community of `mediaId`; answers 409 with the right offset where another was said.',
      tags: ['media'],
      parameters: [
        mediaId,
        { name: 'upload-offset', in: 'header', required: true, description: 'As media.state tells it.', schema: { type: 'integer' } },
      ],
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } },
      },
      responses: { 200: { description: 'OK', content: { 'application/json': { schema: sentAnswer } } }, default: error },
    },
    get: {
      operationId: 'media.bytes',
      summary: 'A photo or a voice of a check-in; ranges are answered',
      description: 'Needs somebody who takes part in the community of `mediaId`, or the role coach in it.',
      tags: ['media'],
      parameters: [mediaId],
      responses: {
        200: {
          description: 'OK',
          content: {
            'image/*': { schema: { type: 'string', contentMediaType: 'image/*' } },
            'audio/*': { schema: { type: 'string', contentMediaType: 'audio/*' } },
          },
        },
        206: { description: 'The range asked for' },
        default: error,
      },
    },
  },
  '/channels/{channelId}/weekly.html': {
    get: {
      operationId: 'insights.weeklyFile',
      summary: 'The weekly report of a group as one HTML file, for staff',
      description: 'Needs the role viewer in the community of `channelId`, or in the organisation.',
      tags: ['insights'],
      parameters: weeklyParameters,
      responses: { 200: { description: 'OK', content: { 'text/html': { schema: { type: 'string' } } } }, default: error },
    },
  },
  '/channels/{channelId}/weekly.png': {
    get: {
      operationId: 'insights.weeklyCard',
      summary: 'The week of a group as a picture for posting into it: nobody at risk, no outlook, no advice',
      description: 'Needs the role viewer in the community of `channelId`, or in the organisation.',
      tags: ['insights'],
      parameters: weeklyParameters,
      responses: {
        200: { description: 'OK', content: { 'image/png': { schema: { type: 'string', contentMediaType: 'image/png' } } } },
        default: error,
      },
    },
  },
  '/imports/{importId}/progress': {
    get: {
      operationId: 'chat.importProgress',
      summary: 'Progress of an import as server-sent events',
      description: 'Needs the role viewer in the community of `importId`, or in the organisation. Answers 204 when the import is over.',
      tags: ['chat'],
      parameters: [importId],
      responses: {
        200: { description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        204: { description: 'The import is over' },
        default: error,
      },
    },
  },
  '/imports/{importId}/rejected.csv': {
    get: {
      operationId: 'chat.rejectedFile',
      summary: 'Rows that could not be read, as a CSV file',
      description: 'Needs the role operator in the community of `importId`, or in the organisation.',
      tags: ['chat'],
      parameters: [importId],
      responses: { 200: { description: 'OK', content: { 'text/csv': { schema: { type: 'string' } } } }, default: error },
    },
  },
} as const;

/** OpenAPI 3.1 of the whole public API. */
export async function openApiDocument() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const router = Object.fromEntries(
    describedContract().map(({ moduleName, procedures }) => [
      moduleName,
      Object.fromEntries(procedures.map(({ key, definition }) => [key, new ContractProcedure(definition)])),
    ]),
  );
  const document = await generator.generate(router, {
    info: {
      title: 'Qunce 群策',
      version,
      description:
        'Everything the console does, it does by these operations. Sign in with an API key as bearer token, or by session cookie.',
    },
    servers: [{ url: '/api/v1' }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'qunce.session_token' },
      },
    },
    security: [{ key: [] }, { session: [] }],
  });
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) {
      if (isOperation(operation)) Object.assign(operation.responses, { default: error });
    }
  }
  return { ...document, paths: { ...document.paths, ...rawPaths } };
}

export async function openApiText(): Promise<string> {
  return `${JSON.stringify(await openApiDocument(), null, 2)}\n`;
}

function isOperation(value: unknown): value is { responses: object } {
  return typeof value === 'object' && value !== null && 'responses' in value && typeof value.responses === 'object';
}
