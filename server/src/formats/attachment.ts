export type AttachmentKind = 'image' | 'video' | 'voice' | 'file';

const byName: [AttachmentKind, RegExp][] = [
  ['image', /\.(?:jpe?g|png|gif|webp|bmp|heic|avif|svg|tiff?)$/i],
  ['video', /\.(?:mp4|mov|mkv|avi|webm|m4v|3gp)$/i],
  ['voice', /\.(?:ogg|opus|amr|silk|m4a|wav|mp3|aac)$/i],
];

/** What a file sent along is, by its media type (`image/png`) or, where there is none, by its name. */
export function attachmentKind(name: string, mediaType = ''): AttachmentKind {
  if (/^image\//.test(mediaType)) return 'image';
  if (/^video\//.test(mediaType)) return 'video';
  if (/^audio\//.test(mediaType)) return 'voice';
  return byName.find(([, pattern]) => pattern.test(name))?.[0] ?? 'file';
}
