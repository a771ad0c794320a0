import { Brought } from '../checkin/brought.tsx';
import type { Work } from './mine.ts';

/** A work as it was handed in. */
export function ShownWork({ name, work }: { name: string; work: Work }) {
  return (
    <>
      {work.text && <p className="written">{work.text}</p>}
      <Brought name={name} photos={work.photos ?? []} voice={work.voice ?? null} />
      {work.link && (
        <p className="post-link">
          <a href={work.link} target="_blank" rel="noopener noreferrer nofollow">
            {work.link}
          </a>
        </p>
      )}
    </>
  );
}
