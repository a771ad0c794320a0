import { useTranslation } from 'react-i18next';
import { errorText } from '../../shared/call.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Waiting } from '../parts.tsx';
import { type Community, civilDay } from './mine.ts';

export const GroupStep = ({ community, done }: { community: Pick<Community, 'communityId'>; done: boolean }) => (
  <GroupCode communityId={community.communityId} done={done} />
);

/** The code of the group that has room now. It may be another one tomorrow: the page is what one keeps, not the picture. */
export function GroupCode({ communityId, done }: { communityId: string; done: boolean }) {
  const { t } = useTranslation();
  const { answer, error, again } = useAsk(`group ${communityId}`, () => call.welcome.group({ communityId }, patience()));
  const { busy, problem, act } = useDeed();
  if (!answer)
    return error ? (
      <div className="step" role="alert">
        <p>{errorText(error)}</p>
        <button type="button" className="second" onClick={again}>
          {t('again')}
        </button>
      </div>
    ) : (
      <Waiting />
    );
  const { group, entered } = answer;
  const image = group && (
    <>
      <img
        className="group-code"
        src={`data:${group.mediaType};base64,${group.image}`}
        alt={t('welcome.group.alt', { name: group.name })}
      />
      <p className="centre">
        <b>{group.name}</b>
        <br />
        {t(group.platform === 'qq' ? 'welcome.group.howQq' : 'welcome.group.how')}
      </p>
      {group.validUntil && <p className="quiet-text centre">{t('welcome.group.until', { day: dayName(civilDay(group.validUntil)) })}</p>}
    </>
  );
  if (done || entered)
    return (
      <details className="step">
        <summary>{t('welcome.group.entered')}</summary>
        {image ?? <p>{t('welcome.group.none')}</p>}
      </details>
    );
  return (
    <div className="step">
      {image ?? <p>{t('welcome.group.none')}</p>}
      <Problem of={problem} />
      {group ? (
        <button
          type="button"
          className="main"
          disabled={busy}
          onClick={() => void act(() => call.welcome.enterGroup({ communityId, groupCodeId: group.groupCodeId }, patience()))}
        >
          {t('welcome.group.amIn')}
        </button>
      ) : (
        <div className="acts">
          <button type="button" className="second" onClick={again}>
            {t('welcome.group.look')}
          </button>
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() => void act(() => call.welcome.enterGroup({ communityId }, patience()))}
          >
            {t('welcome.group.already')}
          </button>
        </div>
      )}
    </div>
  );
}
