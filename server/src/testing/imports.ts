import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { uploadPath } from '#kernel';
import type { PersonPicture, Picture } from '#picture';
import type { ImportRun } from '../modules/chat/contract.ts';
import type { World } from './world.ts';

export type Imported = ImportRun & { channelId: string };

/** What tests of imports do with a world: bring a text, run its import to the end, read what is stored. */
export function importing(home: World, zone = 'Asia/Shanghai') {
  async function upload(text: string | Uint8Array, file = 'chat.txt'): Promise<string> {
    const uploadId = home.kernel.newId();
    const path = uploadPath(home.dataDir, home.orgId, uploadId);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await home.run('chat.registerUpload', { uploadId, file, bytes: Buffer.byteLength(text) });
    return uploadId;
  }

  async function begin(text: string | Uint8Array, more: Record<string, unknown> = {}, file = 'chat.txt'): Promise<ImportRun> {
    return home.run<ImportRun>('chat.import', { uploadId: await upload(text, file), ground: 'consent', zone, ...more });
  }

  async function importText(text: string | Uint8Array, more: Record<string, unknown> = {}, file = 'chat.txt'): Promise<Imported> {
    const { id } = await begin(text, more, file);
    await home.drain();
    const run = await home.run<ImportRun>('chat.importState', { importId: id });
    return { ...run, channelId: run.channelId ?? '' };
  }

  async function stored(channelId: string): Promise<{ picture: Picture; people: PersonPicture[] }> {
    const { picture } = await home.run<{ picture: Picture }>('insights.group', { channelId });
    const people: PersonPicture[] = [];
    for (let offset = 0; ; offset += 200) {
      const page = await home.run<{ people: PersonPicture[] }>('insights.people', { channelId, sort: 'messages', offset, limit: 200 });
      for (const { id } of page.people) {
        people.push((await home.run<{ person: PersonPicture }>('insights.person', { channelId, personId: id })).person);
      }
      if (page.people.length < 200) return { picture, people };
    }
  }

  return { upload, begin, importText, stored };
}
