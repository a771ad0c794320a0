/** 纪念册 as one file to keep: photos inside, no script, no request to anywhere. */
import { type Figures, figuresIn } from '../figures.ts';
import { html, type Markup, stranger } from '../html/markup.ts';
import { card, plainPage } from '../html/plain-page.ts';
import type { Words } from '../words.ts';

/** What an album tells: the answer of `albums.look`. Days are civil days, `madeAt` an instant. */
export interface AlbumFacts {
  community: string;
  campaign: string;
  goal: string;
  zone: string;
  startsOn: string;
  endsOn: string;
  madeAt: string;
  numbers: Record<(typeof numbers)[number], number>;
  timeline: ({ code: string; on: string } & Partial<{ name: string; squads: string[]; count: number }>)[];
  works: { nickname: string; title: string; why: string; text: string }[];
  posts: { nickname: string; day: string; likes: number; text: string; photos: string[] }[];
  completed: string[];
  thanks: { role: string; names: string[] }[];
  gaps: string[];
}

const numbers = ['people', 'days', 'checkins', 'works', 'certificates'] as const;

interface Parts {
  album: AlbumFacts;
  figures: Figures;
  /** A key of `alumni:album`. */
  say(key: string, values?: Record<string, unknown>): string;
  photos: ReadonlyMap<string, string>;
}

/**
 * @param photos by id a `data:` address of the picture; one that is not in it is said to be left out
 * @returns a complete HTML document in UTF-8
 */
export function albumHtml(album: AlbumFacts, photos: ReadonlyMap<string, string>, words: Words): string {
  const figures = figuresIn(words.language, album.zone);
  const say = (key: string, values?: Record<string, unknown>) => words.t(`alumni:album.${key}`, values);
  const parts: Parts = { album, figures, say, photos };
  const body = html`<main>
<header><h1>${stranger(album.campaign)} <span class="tag b">${say('title')}</span></h1><p class="sub">${stranger(album.community)}${album.goal === '' ? null : html` · ${stranger(album.goal)}`}</p></header>
<p class="lead">${say('lead', { from: album.startsOn, to: album.endsOn, people: figures.count(album.numbers.people) })}</p>
<div class="grid">${numbersCard(parts)}${timelineCard(parts)}${worksCard(parts)}${postsCard(parts)}${completedCard(parts)}${thanksCard(parts)}${gapsCard(parts)}</div>
<footer><p class="warn">${say('private')}</p><p>${say('asOf', { moment: figures.moment(album.madeAt), zone: album.zone })}</p></footer>
</main>`;
  return plainPage(say('titleOf', { campaign: album.campaign }), body, words);
}

function numbersCard({ album, figures, say }: Parts): Markup {
  const rows = numbers.map(
    (key) => html`<tr><td class="n"><b>${figures.count(album.numbers[key])}</b></td><th scope="row">${say(`number.${key}`)}</th></tr>`,
  );
  return card('s5', say('numbers'), null, html`<table class="rows">${rows}</table>`);
}

function timelineCard({ album, figures, say }: Parts): Markup {
  const rows = album.timeline.map(
    ({ code, on, name, squads, count }) =>
      html`<tr><td class="t">${on}</td><td>${stranger(say(`moment.${code}`, { name, count, squads: figures.list(squads ?? []) }))}</td></tr>`,
  );
  return card('s7', say('timeline'), null, html`<table class="rows">${rows}</table>`);
}

function worksCard({ album, say }: Parts): Markup | null {
  const works = album.works.map(
    ({ nickname, title, why, text }) =>
      html`<div class="todo"><div><div class="w">${stranger(nickname)} · ${stranger(title)}</div>${text === '' ? null : html`<p>${stranger(text)}</p>`}<div class="e">${stranger(say('why', { why }))}</div></div></div>`,
  );
  return works.length === 0 ? null : card('', say('works'), null, works);
}

function postsCard({ album, say, photos }: Parts): Markup | null {
  const posts = album.posts.map(({ nickname, day, likes, text, photos: ids }) => {
    const pictures = ids.map((id) => {
      const address = photos.get(id);
      if (address === undefined) return html`<p class="note">${say('photoLeftOut')}</p>`;
      return html`<p><img src="${address}" alt="${say('photo', { name: nickname })}" style="max-width:100%;max-height:420px;border-radius:8px"></p>`;
    });
    return html`<div class="todo"><div><div class="w">${stranger(nickname)}</div>${text === '' ? null : html`<p>${stranger(text)}</p>`}${pictures}<div class="e">${day} · ${say('likes', { count: likes })}</div></div></div>`;
  });
  return posts.length === 0 ? null : card('', say('posts'), null, posts);
}

function completedCard({ album, say }: Parts): Markup | null {
  const names = album.completed.map((name, index) => html`${index === 0 ? null : ' · '}${stranger(name)}`);
  return names.length === 0 ? null : card('', say('completed'), say('completedNote'), html`<p>${names}</p>`);
}

function thanksCard({ album, say, figures }: Parts): Markup | null {
  const rows = album.thanks.map(
    ({ role, names }) => html`<tr><th scope="row">${stranger(role)}</th><td>${stranger(figures.list(names))}</td></tr>`,
  );
  return rows.length === 0 ? null : card('', say('thanks'), null, html`<table class="rows">${rows}</table>`);
}

function gapsCard({ album, say }: Parts): Markup | null {
  const gaps = album.gaps.map((code) => html`<li>${say(`gap.${code}`)}</li>`);
  return gaps.length === 0 ? null : card('', say('gaps'), null, html`<ul class="plain">${gaps}</ul>`);
}
