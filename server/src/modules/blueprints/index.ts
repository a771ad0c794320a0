/**
 * Blueprints (社群模板): a community as one document. Ships ten, says what applying one would change, carries it out through
 * communities and campaigns, and gives back the document of a community as it is now.
 */
import { module } from '#kernel';
import { blueprints as contract } from './contract.ts';
import { verbs } from './verbs.ts';

export const blueprints = module({ name: 'blueprints', contract, verbs });
