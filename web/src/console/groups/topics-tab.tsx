import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Metric } from '../../shared/card.tsx';
import { dateTime, number } from '../../shared/format.ts';
import { AnswerHours } from './answer-hours.tsx';
import type { TabProps } from './group-page.tsx';
import { ContextDrawer, PhraseDrawer } from './talk-drawer.tsx';

type Topics = NonNullable<TabProps['picture']['topics']>;
type Questions = NonNullable<TabProps['picture']['questions']>;

/** 话题: what people talk about, what they ask again, what nobody took up, and when to ask. */
export default function TopicsTab({ channelId, picture }: TabProps) {
  const { t } = useTranslation();
  const [phrase, setPhrase] = useState<string | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const { topics, questions, zone } = picture;
  return (
    <div className="grid">
      <div className="grid halves">
        <Card
          title={<Metric name="topics" />}
          note={topics?.enough ? t('topics.window', { days: topics.windowDays, texts: number(topics.texts) }) : undefined}
        >
          {topics ? <Phrases topics={topics} onOpen={setPhrase} /> : <p className="sub">{t('topics.notLooked')}</p>}
        </Card>
        <div className="grid">
          <Card title={<Metric name="repeatedQuestions" />} note={t('topics.repeatedNote')}>
            {questions ? <Repeated questions={questions} onOpen={setAt} /> : <p className="sub">{t('topics.notLooked')}</p>}
          </Card>
          <Card
            title={<Metric name="openQuestions" />}
            note={questions && t('topics.openNote', { count: questions.allOpen, n: number(questions.allOpen) })}
          >
            {questions ? <Open questions={questions} zone={zone} onOpen={setAt} /> : <p className="sub">{t('topics.notLooked')}</p>}
          </Card>
        </div>
      </div>
      <AnswerHours picture={picture} />
      <PhraseDrawer channelId={channelId} zone={zone} phrase={phrase} onClose={() => setPhrase(null)} />
      <ContextDrawer channelId={channelId} zone={zone} at={at} onClose={() => setAt(null)} />
    </div>
  );
}

function Phrases({ topics, onOpen }: { topics: Topics; onOpen: (phrase: string) => void }) {
  const { t } = useTranslation();
  if (!topics.enough) return <p className="sub">{t('topics.tooLittle')}</p>;
  if (topics.phrases.length === 0) return <p className="sub">{t('topics.none')}</p>;
  const most = Math.max(1, ...topics.phrases.map(({ messages }) => messages));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="lines-scroll" tabIndex={0} aria-label={t('topics.phrase')}>
      <table className="data phrases">
        <thead>
          <tr>
            <th scope="col">{t('topics.phrase')}</th>
            <th scope="col">{t('topics.messages')}</th>
            <th scope="col">{t('topics.people')}</th>
            <th scope="col">{t('topics.change')}</th>
          </tr>
        </thead>
        <tbody>
          {topics.phrases.map(({ phrase, messages, people, before }) => (
            <tr key={phrase}>
              <th scope="row">
                <Button type="link" className="phrase" onClick={() => onOpen(phrase)}>
                  {phrase}
                </Button>
                <span className="measure" aria-hidden>
                  <span style={{ width: `${(messages / most) * 100}%` }} />
                </span>
              </th>
              <td>{number(messages)}</td>
              <td>{number(people)}</td>
              <td>{changeOf(t, messages, before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function changeOf(t: TFunction, now: number, before: number | null): string {
  if (before === null) return '—';
  if (before === 0) return t('topics.new');
  if (now >= 1.5 * before) return t('topics.more', { before: number(before) });
  return now <= before / 1.5 ? t('topics.less', { before: number(before) }) : t('topics.same', { before: number(before) });
}

function Repeated({ questions, onOpen }: { questions: Questions; onOpen: (at: string) => void }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (questions.repeated.length === 0) return <p className="sub">{t('topics.noRepeated')}</p>;
  return (
    <>
      <ul className="asked">
        {questions.repeated.slice(0, all ? undefined : FEW).map(({ times, people, examples }) => {
          const [latest] = examples;
          return (
            latest && (
              <li key={`${latest.at} ${latest.person.id}`}>
                <q>{latest.text}</q>
                <div className="frame">
                  {t('topics.repeated', { times: number(times), people: number(people) })}
                  {examples.slice(0, 3).map(({ at, person }) => (
                    <Button key={`${at} ${person.id}`} type="link" size="small" onClick={() => onOpen(at)}>
                      {t('topics.askedBy', { name: person.name })}
                    </Button>
                  ))}
                </div>
              </li>
            )
          );
        })}
      </ul>
      <More n={questions.repeated.length} all={all} onChange={setAll} />
    </>
  );
}

const FEW = 6;

function More({ n, all, onChange }: { n: number; all: boolean; onChange: (all: boolean) => void }) {
  const { t } = useTranslation();
  if (n <= FEW) return null;
  return (
    <Button aria-expanded={all} onClick={() => onChange(!all)}>
      {all ? t('topics.fewer') : t('topics.all', { n: number(n) })}
    </Button>
  );
}

function Open({ questions, zone, onOpen }: { questions: Questions; zone: string; onOpen: (at: string) => void }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (questions.open.length === 0) return <p className="sub">{t('topics.noOpen')}</p>;
  const shown = all ? questions.open : questions.open.slice(0, FEW);
  return (
    <>
      <ul className="asked">
        {shown.map(({ at, person, text }) => (
          <li key={`${at} ${person.id}`}>
            <q>{text}</q>
            <div className="frame">
              {person.name} · {dateTime(at, zone)}{' '}
              <Button type="link" size="small" onClick={() => onOpen(at)}>
                {t('topics.around')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <More n={questions.open.length} all={all} onChange={setAll} />
    </>
  );
}
