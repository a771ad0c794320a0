import type { Checkup } from '#picture';
import { type Figures, figuresIn } from '../figures.ts';
import { gapsOf } from '../picture-words.ts';
import type { RejectedRow, Report } from '../report.ts';
import type { Words } from '../words.ts';
import { type Content, html, type Markup, stranger } from './markup.ts';

/** What every part of the page needs; remembers which definitions the numbers on it call for. */
export class Page {
  readonly checkup: Checkup;
  readonly rejections: RejectedRow[];
  readonly words: Words;
  readonly figures: Figures;
  /** Stretches without coverage, as civil days. */
  readonly gaps: { from: string; to: string; days: number }[];
  readonly defined = new Set<string>();

  constructor({ checkup, rejections }: Report, words: Words) {
    this.checkup = checkup;
    this.rejections = rejections;
    this.words = words;
    this.figures = figuresIn(words.language, checkup.zone);
    this.gaps = gapsOf(checkup, this.figures);
  }

  say(key: string, values?: Record<string, unknown>): string {
    return this.words.t(`report:${key}`, values);
  }

  /** A figure or its name that opens its definition at the end of the page. */
  define(metric: string, content: Content): Markup {
    if (!this.words.has(`picture:metric.${metric}.definition`)) return html`${content}`;
    this.defined.add(metric);
    return html`<a class="def" href="#def-${metric}">${content}</a>`;
  }

  card(kind: string, title: Content, note: Content, body: Content): Markup {
    return html`<section class="card ${kind}"><h2>${title}${note ? html`<small>${note}</small>` : null}</h2>${body}</section>`;
  }

  /** Names as markup, in the language's list style, up to `limit` and how many more. */
  names(people: readonly { name: string }[], limit: number, total = people.length): Markup {
    const comma = this.words.language === 'zh-CN' ? '、' : ', ';
    const shown = people.slice(0, limit).map(({ name }, index) => html`${index > 0 ? comma : ''}${stranger(name)}`);
    const more = total > shown.length ? this.say('html.more', { count: total - shown.length }) : '';
    return html`${shown}${more}`;
  }
}
