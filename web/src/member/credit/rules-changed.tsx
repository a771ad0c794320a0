import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { Link } from '../route.tsx';

const ask = () => call.credit.toAgree({}, patience());
type Asked = Awaited<ReturnType<typeof ask>>['communities'][number];

/** 群规有更新: what changed since it was agreed to, and agreeing once. Nothing where nothing changed. */
export default function RulesChanged({ communityId }: { communityId?: string }) {
  const { answer } = useAsk('credit-rules', ask);
  return (answer?.communities ?? [])
    .filter((one) => communityId === undefined || one.communityId === communityId)
    .map((one) => <Changed key={`${one.communityId} ${one.version}`} asked={one} link={communityId === undefined} />);
}

function Changed({ asked: { communityId, community, version, agreed, changes, terms }, link }: { asked: Asked; link: boolean }) {
  const { t } = useTranslation('credit');
  const { busy, problem, act } = useDeed();
  const [ticked, setTicked] = useState(false);
  return (
    <Section title={t(agreed ? 'agree.title' : 'agree.titleFirst')} note={community}>
      {!agreed && <p>{t('agree.first', { count: changes.length })}</p>}
      {agreed && (
        <ul className="lines">
          {changes.map(({ number, name, what }) => (
            <li key={number}>
              <span>
                <span className="tag">{t(`agree.what.${what}`)}</span> {t('rule.named', { number, name })}
              </span>
            </li>
          ))}
          {terms && <li>{t('agree.terms')}</li>}
        </ul>
      )}
      {link && (
        <Link className="second" href={`/m/credit?community=${communityId}`}>
          {t('agree.read')}
        </Link>
      )}
      <label className="tick">
        <input type="checkbox" checked={ticked} onChange={(event) => setTicked(event.target.checked)} />
        <span>{t('agree.tick')}</span>
      </label>
      <Problem of={problem} />
      <button
        type="button"
        className={link ? 'second' : 'main'}
        disabled={busy || !ticked}
        onClick={() => void act(() => call.credit.agree({ communityId, version }, patience()))}
      >
        {t('agree.go')}
      </button>
    </Section>
  );
}
