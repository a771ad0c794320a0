/** What modules and doors may use of the kernel. The root database handle is not here on purpose. */
export { DomainError } from '../vocabulary/errors.ts';
export { heldRights, holdsRight, visibleCommunities } from './access.ts';
export { uploadPath } from './config.ts';
export type { Actor, CommandContext, Db, Grant, Ground, JobInput, QueryContext, Right, TaskContext } from './context.ts';
export { databaseErrorCode } from './database.ts';
export { internalCommand, internalQuery, type Module, module, prepared, type Scope, type Task, type Verbs } from './module.ts';
export { type Access, type OperationMeta, operation, type Role, roles } from './operation.ts';
export type { Kernel } from './run.ts';
