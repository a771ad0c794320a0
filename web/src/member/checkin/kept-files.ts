/** Chosen files on this phone until the server has them, in IndexedDB: local storage has no room for a photo. */

export interface KeptFile {
  key: string;
  medium: 'photo' | 'voice';
  bytes: ArrayBuffer;
  type: string;
  /** Begun on the server under this id: sending goes on there. */
  mediaId: string | null;
}

const STORE = 'files';
const LOCAL = 'local-';
/** Of a browser that keeps nothing: as long as the page stands. */
const held = new Map<string, KeptFile>();

/** Keys of files that lie here; any other is the id of a file on the server. */
export const isLocal = (key: string) => key.startsWith(LOCAL);
export const newKey = () => `${LOCAL}${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened: Promise<IDBDatabase> | undefined;
function open(): Promise<IDBDatabase> {
  const opening = () => {
    const request = indexedDB.open('qunce', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    return done(request).then((database) => {
      // Signing out takes it all away: see drafts.ts.
      database.onversionchange = () => {
        database.close();
        held.clear();
        opened = undefined;
      };
      return database;
    });
  };
  opened ??= new Promise<IDBDatabase>((resolve) => resolve(opening()));
  return opened;
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return done(work((await open()).transaction(STORE, mode).objectStore(STORE)));
}

export async function keep(file: KeptFile): Promise<void> {
  held.set(file.key, file);
  await within('readwrite', (store) => store.put(file)).then(
    () => held.delete(file.key),
    () => {},
  );
}

export async function read(key: string): Promise<KeptFile | undefined> {
  return held.get(key) ?? (await within<KeptFile | undefined>('readonly', (store) => store.get(key)).catch(() => undefined));
}

export async function forget(keys: readonly string[]): Promise<void> {
  for (const key of keys.filter(isLocal)) {
    held.delete(key);
    await within('readwrite', (store) => store.delete(key)).catch(() => {});
  }
}
