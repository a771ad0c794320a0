/** What people talk about, what they ask again, and what nobody took up: the same words and order as the console's 话题. */
import type { Checkup } from '#picture';
import { html, type Markup, stranger } from './markup.ts';
import type { Page } from './page.ts';

type Topics = NonNullable<Checkup['topics']>;
type Questions = NonNullable<Checkup['questions']>;

/** More are folded away. */
const FEW = 6;

/** None where words were not looked at, as in a pseudonymous report. */
export function talkCards(page: Page): Markup[] {
  const { topics, questions } = page.checkup;
  return [...(topics ? [topicsCard(page, topics)] : []), ...(questions ? [repeatedCard(page, questions), openCard(page, questions)] : [])];
}

function topicsCard(page: Page, topics: Topics): Markup {
  const say = (key: string, values?: Record<string, unknown>) => page.say(`html.topics.${key}`, values);
  const window = topics.enough ? say('window', { days: topics.windowDays, texts: page.figures.count(topics.texts) }) : null;
  const title = page.define('topics', page.words.t('picture:metric.topics.name'));
  if (!topics.enough) return page.card('s6 tall', title, null, html`<p>${say('tooLittle')}</p>`);
  if (topics.phrases.length === 0) return page.card('s6 tall', title, window, html`<p>${say('none')}</p>`);
  const most = Math.max(1, ...topics.phrases.map(({ messages }) => messages));
  const rows = topics.phrases.map(
    ({ phrase, messages, people, before }) =>
      html`<tr><th scope="row">${stranger(phrase)}<i class="measure" style="width:${Math.round((messages / most) * 100)}%"></i></th><td class="n">${page.figures.count(messages)}</td><td class="n">${page.figures.count(people)}</td><td>${change(page, messages, before)}</td></tr>`,
  );
  const head = html`<tr><th scope="col">${say('phrase')}</th><th scope="col" class="n">${say('messages')}</th><th scope="col" class="n">${say('people')}</th><th scope="col">${say('change')}</th></tr>`;
  return page.card('s6 tall', title, window, html`<table class="rows phrases"><thead>${head}</thead><tbody>${rows}</tbody></table>`);
}

/** As the console has it: half as much again is more, a third less is less. */
function change(page: Page, now: number, before: number | null): string {
  if (before === null) return '—';
  if (before === 0) return page.say('html.topics.new');
  const key = now >= 1.5 * before ? 'more' : now <= before / 1.5 ? 'less' : 'same';
  return page.say(`html.topics.${key}`, { before: page.figures.count(before) });
}

function repeatedCard(page: Page, { repeated }: Questions): Markup {
  const items = repeated.flatMap(({ times, people, examples }) => {
    const [latest] = examples;
    if (!latest) return [];
    const counted = page.say('html.topics.repeated', { times: page.figures.count(times), people: page.figures.count(people) });
    return [html`<li><q>${stranger(latest.text)}</q><div class="note">${counted}</div></li>`];
  });
  const title = page.define('repeatedQuestions', page.words.t('picture:metric.repeatedQuestions.name'));
  return page.card('s6', title, page.say('html.topics.repeatedNote'), asked(page, items, 'noRepeated'));
}

function openCard(page: Page, { open, allOpen }: Questions): Markup {
  const items = open.map(
    ({ at, person, text }) =>
      html`<li><q>${stranger(text)}</q><div class="note">${stranger(person.name)} · ${page.figures.moment(at)}</div></li>`,
  );
  const title = page.define('openQuestions', page.words.t('picture:metric.openQuestions.name'));
  const note = page.say('html.topics.openNote', { count: allOpen, n: page.figures.count(allOpen) });
  return page.card('s6', title, note, asked(page, items, 'noOpen'));
}

function asked(page: Page, items: readonly Markup[], none: string): Markup {
  if (items.length === 0) return html`<p>${page.say(`html.topics.${none}`)}</p>`;
  const rest = items.slice(FEW);
  const more = page.say('html.topics.rest', { count: rest.length, n: page.figures.count(rest.length) });
  return html`<ul class="asked">${items.slice(0, FEW)}</ul>${rest.length > 0 ? html`<details><summary>${more}</summary><ul class="asked">${rest}</ul></details>` : null}`;
}
