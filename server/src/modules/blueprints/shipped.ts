import { shippedFiles } from '../shipped-files.ts';
import { type Blueprint, blueprint } from './blueprint.ts';

/** The documents that come with the product: blueprints/*.yaml. */
export const shippedBlueprints = shippedFiles<Blueprint>('blueprints', blueprint);
