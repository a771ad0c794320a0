import { useTranslation } from 'react-i18next';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { useSend } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';

const mine = () => call.exits.mine({}, patience());

/** Once a campaign has ended: a few questions; nothing where there is none, or it was answered. */
export default function ExitDoor() {
  const { t } = useTranslation();
  const { answer } = useAsk('exits', mine);
  const { busy, problem, send } = useSend();
  const open = answer?.surveys.filter(({ answered }) => !answered) ?? [];
  if (open.length === 0) return null;
  const go = (communityId: string) =>
    send(async () => {
      const { path } = await call.exits.ownLink({ communityId }, patience());
      location.assign(path);
    });
  return (
    <Section title={t('exit.door')}>
      <Problem of={problem} />
      <ul className="lines">
        {open.map(({ communityId, community }) => (
          <li key={communityId}>
            <b>{community}</b>
            <button type="button" className="second" disabled={busy} onClick={() => void go(communityId)}>
              {t('exit.answer')}
              <span className="visually-hidden">{community}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
