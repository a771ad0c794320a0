/** The cards of the page, most important first. */
import type { PersonPicture, Suggestion } from '#picture';
import { busiest, leavingPeople, metricName, reasonText, silentDays, suggestionReach, suggestionText } from '../picture-words.ts';
import { networkChart, weeksChart } from './charts.ts';
import { hourGrid, retentionTriangle } from './grids.ts';
import { html, type Markup, stranger } from './markup.ts';
import type { Page } from './page.ts';

export function outlookCard(page: Page): Markup {
  const { lifecycle, risk, tooLittleData } = page.checkup;
  const { figures } = page;
  const reasons = [...lifecycle.reasons, ...(risk?.reasons ?? [])].map(
    (reason) => html`<li>${reasonText(reason, page.words, figures)}</li>`,
  );
  const list = reasons.length > 0 ? html`<ul class="plain">${reasons}</ul>` : null;
  const stage = page.define('stage', page.words.t(`picture:stage.${lifecycle.stage}`));
  if (!risk) {
    const why = tooLittleData ? page.say('tooLittle') : lifecycle.stage === 'dead' ? null : page.say('noRisk');
    return page.card('s5', page.say('section.outlook'), null, html`<p class="big">${stage}</p>${why ? html`<p>${why}</p>` : null}${list}`);
  }
  const horizon = (days: number, key: 'd30' | 'd60' | 'd90') => {
    const [low, high] = risk.interval[key];
    return html`<div><span class="span"><i style="bottom:${percent(low)};top:${percent(1 - high)}"></i><u style="bottom:${percent(risk[key])}"></u></span>${page.say('html.days', { count: days })}</div>`;
  };
  const population = page.words.t(`picture:population.${risk.basis.population}`);
  // A band, not a figure, leads: few like groups were seen.
  const body = html`<p>${page.say('stageLabel')}${page.say('html.colon')}<b>${stage}</b>${lifecycle.since ? page.say('since', { day: lifecycle.since }) : null}</p>
<div class="horizons"><div class="lead-figure"><b>${figures.range(...risk.interval.d90)}</b>${page.say('html.inDays', { count: 90 })}</div>${horizon(30, 'd30')}${horizon(60, 'd60')}${horizon(90, 'd90')}</div>
<p class="note">${page.say('riskBasis', { share: figures.share(risk.d90), population })}</p>${list}`;
  return page.card('s5', page.define('outlook', page.say('html.riskTitle')), null, body);
}

export function weekCard(page: Page): Markup {
  const { suggestions } = page.checkup;
  const body = suggestions.length > 0 ? suggestions.map((suggestion) => todo(page, suggestion)) : html`<p>${page.say('noSuggestions')}</p>`;
  return page.card('s7 tall long', page.say('section.week'), null, body);
}

function todo(page: Page, suggestion: Suggestion): Markup {
  const text = (part: 'title' | 'why' | 'do') => suggestionText(suggestion, part, page.words, page.figures);
  const people = suggestion.people.length > 0 ? html`<div>${page.names(suggestion.people, 6, suggestionReach(suggestion))}</div>` : null;
  const rows = suggestion.evidence.map(
    ({ at, person, text, value }) =>
      html`<tr><td class="t">${at ? page.figures.moment(at) : ''}</td><td>${person ? stranger(person.name) : ''}</td><td>${text === undefined ? (value ?? '') : stranger(text)}</td></tr>`,
  );
  const evidence =
    rows.length > 0
      ? html`<details class="evidence"><summary>${page.say('html.evidence', { count: rows.length })}</summary><table class="rows">${rows}</table></details>`
      : null;
  return html`<div class="todo"><div class="i">${suggestion.rank}</div><div><div class="w">${text('title')}</div>${people}<div class="e">${text('why')}</div><div>${text('do')}</div>${evidence}</div></div>`;
}

export function activityCard(page: Page): Markup {
  const { wau, wauBefore, mau, frequency } = page.checkup.activity;
  const before = wauBefore === null ? '' : page.say('weekBefore', { count: wauBefore });
  const legend = html`<ul class="legend"><li><i class="dot active"></i>${page.say('html.returning')}</li><li><i class="dot newcomer"></i>${page.say('html.firstWeek')}</li></ul>`;
  const now = html`${page.define('wau', page.say('html.wau', { count: wau }))}${before} · ${page.define('mau', page.say('html.mau', { count: mau }))} · ${page.define('frequency', page.say('html.frequency', { share: page.figures.share(frequency) }))}`;
  const gaps = page.gaps.map(({ from, to }) => page.say('html.gapNote', { from, to })).slice(0, 4);
  const note = gaps.length > 0 ? html`<p class="note">${gaps.join(page.words.language === 'zh-CN' ? '' : ' ')}</p>` : null;
  return page.card(
    's8',
    page.say('html.weeksTitle'),
    now,
    html`<div class="scroll weeks" tabindex="0" role="region" aria-label="${page.say('html.weeksTitle')}">${weeksChart(page)}</div>${legend}${note}`,
  );
}

export function segmentsCard(page: Page): Markup {
  const { segments, members, concentration } = page.checkup;
  const { figures } = page;
  const names = ['active', 'watching', 'lurking'] as const;
  const bar = names.map((name) => (segments[name] > 0 ? html`<i class="${name}" style="flex:${segments[name]}"></i>` : null));
  const legend = names.map(
    (name) =>
      html`<li><i class="dot ${name}"></i>${page.define(name, metricName(name, page.words))} <b>${figures.count(segments[name])}</b> <small>${figures.share(members.total > 0 ? segments[name] / members.total : null)}</small></li>`,
  );
  const flags = (['newcomer', 'atRisk', 'lost', 'core'] as const).map(
    (flag) =>
      html`<li><i class="dot ${flag}" style="border-radius:50%"></i>${page.define(flag, metricName(flag, page.words))} <b>${figures.count(segments[flag])}</b></li>`,
  );
  const half = concentration.halfBy;
  const carried =
    half === null
      ? null
      : html`<p>${page.define('concentration', page.say(half === 1 ? 'halfOne' : 'half', { number: half, top: figures.share(concentration.top20Share) }))}${page.say('html.colon')}${page.names(busiest(page.checkup, half), 6)}</p>`;
  const roster =
    members.zeroMessage === null
      ? page.say('html.noRoster')
      : members.zeroMessage > 0
        ? page.say('zeroMessage', { count: members.zeroMessage })
        : null;
  const body = html`<div class="bar">${bar}</div><ul class="legend">${legend}</ul><p class="note">${page.say('html.overlap')}</p><ul class="legend" style="margin:4px 0 12px">${flags}</ul>${carried}${roster ? html`<p class="note">${roster}</p>` : null}`;
  return page.card('s5', page.say('section.who'), page.say('html.people', { count: members.total }), body);
}

export function hoursCard(page: Page): Markup {
  const { figures } = page;
  const best = page.checkup.hours.best.map(({ weekday, hour }) =>
    page.say('hour', { weekday: figures.weekday(weekday), hour: String(hour).padStart(2, '0') }),
  );
  const note = best.length > 0 ? html`<p class="note">${page.say('html.best', { hours: figures.list(best) })}</p>` : null;
  return page.card('s4', page.define('hours', page.say('html.hoursTitle')), page.checkup.zone, html`<div>${hourGrid(page)}</div>${note}`);
}

export function networkCard(page: Page): Markup {
  const { network, responsiveness } = page.checkup;
  const chart = networkChart(page);
  const { figures } = page;
  const leaders = network.nodes.filter(({ opinionLeader }) => opinionLeader);
  const facts = html`<p class="note">${leaders.length > 0 ? html`${page.define('opinionLeader', page.say('html.leaders'))}${page.say('html.colon')}${page.names(leaders, 5)}${page.say('html.stop')}` : null}${responsiveness.medianSeconds === null ? null : html`${page.define('responsiveness', page.say('response', { median: figures.duration(responsiveness.medianSeconds), share: figures.share(responsiveness.withinHour) }))}${page.say('html.stop')}`}${network.reciprocity === null ? null : html`${page.define('reciprocity', page.say('html.reciprocity', { share: figures.share(network.reciprocity) }))}${page.say('html.stop')}`}</p>`;
  return page.card(
    's4',
    page.define('network', page.say('html.networkTitle')),
    page.say('html.lastDays', { count: network.windowDays }),
    html`${chart ?? html`<p>${page.say('html.noNetwork')}</p>`}${facts}`,
  );
}

export function retentionCard(page: Page): Markup {
  const triangle = retentionTriangle(page, true, false);
  const body = triangle
    ? html`<div class="scroll">${triangle}</div><p class="note">${page.say('html.retentionNote')}</p>`
    : html`<p>${page.say('html.noRetention')}</p>`;
  return page.card('s4', page.define('retention', page.say('html.retentionTitle')), page.say('html.byFirstWeek'), body);
}

export function checkinsCard(page: Page): Markup {
  const { checkins } = page.checkup;
  const { figures } = page;
  const title = page.define('checkins', page.say('html.checkinsTitle'));
  if (checkins.found === 0) return page.card('s4', title, null, html`<p>${page.say('html.noCheckins')}</p>`);
  const sources = (['keyword', 'number', 'jielong'] as const)
    .filter((source) => checkins.sources[source] > 0)
    .map((source) => page.say(`html.checkinSource.${source}`, { shown: figures.count(checkins.sources[source]) }));
  const rows = checkins.streaks.map(
    ({ name, current, longest, days }) =>
      html`<tr><td>${stranger(name)}</td><td class="n">${current}</td><td class="n">${longest}</td><td class="n">${days}</td></tr>`,
  );
  const table = html`<table class="rows"><thead><tr><th>${page.say('html.member')}</th><th class="n">${page.define('streak', page.say('html.current'))}</th><th class="n">${page.say('html.longest')}</th><th class="n">${page.say('html.totalDays')}</th></tr></thead><tbody>${rows}</tbody></table>`;
  const line = html`<p>${page.say('checkins', { found: figures.count(checkins.found), people: checkins.people, longest: checkins.longestStreak })}${page.say('html.stop')}<span class="share">${figures.list(sources)}</span></p>`;
  return page.card('s4', title, null, html`${line}${rows.length > 0 ? table : null}`);
}

export function careCard(page: Page): Markup {
  const { newcomers } = page.checkup;
  const { figures } = page;
  const leaving = leavingPeople(page.checkup).slice(0, 12);
  const waiting = newcomers.unanswered
    .slice(0, 8)
    .map(
      ({ name, firstAt, text }) =>
        html`<tr><td class="t">${stranger(name)}</td><td class="t"><span class="tag b">${page.say('html.waiting')}</span></td><td>${page.say('html.spokeAt', { moment: figures.moment(firstAt) })}${text ? html`<br>${stranger(text)}` : null}</td></tr>`,
    );
  const going = leaving.map(
    (person) =>
      html`<tr><td class="t">${stranger(person.name)}</td><td class="t"><span class="tag r">${metricName('atRisk', page.words)}</span></td><td>${whyLeaving(page, person)}</td></tr>`,
  );
  const answered = html`<p>${page.define('newcomersAnswered', page.say('newcomers', { total: newcomers.total, answered: newcomers.answered, days: newcomers.windowDays }))}${page.say('html.stop')}</p>`;
  const body =
    going.length + waiting.length === 0
      ? html`<p>${page.say('html.nobodyNeedsCare')}</p>`
      : html`<table class="rows care"><tbody>${waiting}${going}</tbody></table>`;
  return page.card('long', page.say('html.careTitle'), null, html`${newcomers.total > 0 ? answered : null}${body}`);
}

function whyLeaving(page: Page, person: PersonPicture): string {
  const { figures } = page;
  const last = person.lastAt === null ? null : figures.day(person.lastAt);
  const rule = person.rules.atRisk ?? [];
  const silent = silentDays(person);
  const usual = rule.find(({ metric }) => metric === 'ownGapP90')?.have ?? null;
  const values = {
    last: last ?? '',
    days: figures.decimal(silent),
    usual: figures.decimal(usual),
    messages: figures.count(person.messages),
  };
  return page.say(silent === null ? 'html.leftOn' : usual === null ? 'html.silentSince' : 'html.silentLonger', values);
}

export function sensesCard(page: Page): Markup {
  const { senses } = page.checkup;
  const names = ['ritual', 'participation', 'organisation', 'belonging'] as const;
  const parts = names.map((name) => {
    const rows = senses[name].parts.map(({ proxy, value, of, missing }) => {
      const label = page.words.t(`picture:proxy.${proxy}`);
      if (value === null) {
        return html`<dt>${label}</dt><dd class="unknown">${page.words.t(`picture:missing.${missing}`)}</dd>`;
      }
      const title = of === null ? '' : page.say('html.of', { count: of });
      return html`<dt>${label}</dt><dd class="track"><i style="width:${Math.round(value * 100)}%"></i></dd><dd class="val" title="${title}">${page.figures.share(value)}</dd>`;
    });
    return html`<div><h3>${page.define(name, page.words.t(`picture:sense.${name}`))}</h3><dl class="meter">${rows}</dl></div>`;
  });
  return page.card('', page.say('html.sensesTitle'), page.say('html.sensesNote'), html`<div class="senses">${parts}</div>`);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
