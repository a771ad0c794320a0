import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';

/** The checked set: white words can be read on each, on light and on dark pages. */
export const colours = ['#1d7a68', '#25508a', '#5b4b9a', '#8a3b76', '#a8301b', '#8f5a00', '#4b6b2f', '#3f4f57'] as const;

export const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const slogan = z.string().trim().max(60);

const shade = z.object({ fill: z.string(), ink: z.string() });
const shades = z.object({ light: shade, dark: shade });

const brand = z.object({
  /** As shown. */
  name: z.string(),
  /** Where there is no logo. */
  initial: z.string(),
  colour: colour.nullable(),
  /** The colour as a ground with the words on it; null where there is none. */
  shades: shades.nullable(),
  slogan: z.string(),
  /** `GET /api/v1/logos/{logo}`; null: none. */
  logo: z.string().nullable(),
});
export type BrandShown = z.output<typeof brand>;

/** Brand (门面) of a community: the name as shown, a logo, one colour, one slogan. */
export const brands = {
  show: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/brand',
    summary: 'How a community looks to its people, and the colours offered',
    input: z.object({ communityId: id }),
    output: brand.extend({ offered: z.array(colour) }),
  }),
  set: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/brand',
    method: 'PUT',
    summary: 'Set name, logo, colour and slogan of a community; the same values as before set it back',
    input: z.object({
      communityId: id,
      /** Empty: the name of the community. */
      name: z.string().trim().max(40),
      colour: colour.nullable(),
      slogan,
      /** Bytes in base64; a PNG, JPEG or WebP of 512 kB at most. Null: none; left out: as it is. */
      logo: z.string().min(16).max(2_800_000).nullable().optional(),
    }),
    output: brand,
  }),
  shades: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/brand-shades',
    summary: 'A colour as a ground for words on light and dark pages; darkened where no words could be read on it',
    input: z.object({ colour }),
    output: shades,
  }),
  invited: operation({
    kind: 'query',
    access: { public: true },
    path: '/invitations/{code}/brand',
    summary: 'How the community looks to which an invitation leads',
    input: z.object({ code: z.string().max(64) }),
    output: brand,
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/brands',
    summary: 'How the communities look in which the caller takes part',
    input: z.object({}),
    output: z.object({ brands: z.array(brand.extend({ communityId: id })) }),
  }),
};
