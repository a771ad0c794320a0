import { DomainError } from '../../../vocabulary/errors.ts';

/** Cut off, or not what its first bytes say. */
export const broken = () => new DomainError('media.broken');
