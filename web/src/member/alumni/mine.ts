import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

const mine = () => call.alumni.mine({}, patience());
const albums = () => call.albums.choices({}, patience());

export type Mine = Awaited<ReturnType<typeof mine>>;
export type Place = Mine['communities'][number];

/** Where the caller is an alumnus or may be, also for those who left. */
export const useAlumni = () => useAsk('alumni', mine);
export const useAlbums = () => useAsk('albums', albums);
