/**
 * Chat and roster files → neutral records. Pure streaming decoders, one folder a format; `recognise` says what a
 * source is, `decode` streams it and keeps the account of bytes.
 */
export { guessColumns, readLayout } from './csv/columns.ts';
export { type DecodedBatch, decode, type Recognised, recognise } from './decode.ts';
export {
  type ColumnMapping,
  type DecodeOptions,
  type Format,
  type FormatId,
  formatIds,
  type Rejection,
  type RejectReason,
} from './format.ts';
export { formats } from './registry.ts';
export { blobSource, type Source } from './source.ts';
export { unpack } from './unpack.ts';
