import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { CopyButton } from '../copy.tsx';
import { dayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { Problem, Section } from '../parts.tsx';
import { type Community, civilDay } from './mine.ts';

/** 认领: a code said in the group tells which of its people the member is. */
export function BindingCard({ community: { communityId, binding } }: { community: Community }) {
  const { t } = useTranslation();
  const { busy, problem, act } = useDeed();
  const { state, code, until } = binding;
  const said = code === null ? '' : t('welcome.binding.said', { code });
  return (
    <Section title={t('welcome.binding.title')}>
      <div className="step">
        <p role="status">{t(`welcome.binding.state.${state}`)}</p>
        {state === 'waiting' && (
          <>
            <p className="binding-code">{said}</p>
            <p className="quiet-text">{t('welcome.binding.until', { day: until === null ? '' : dayName(civilDay(until)) })}</p>
            <div className="acts">
              <CopyButton text={said}>{t('welcome.binding.copy')}</CopyButton>
            </div>
          </>
        )}
        <Problem of={problem} />
        {state !== 'waiting' && state !== 'bound' && (
          <button
            type="button"
            className="second"
            disabled={busy}
            onClick={() => void act(() => call.welcome.bindingCode({ communityId }, patience()))}
          >
            {t(state === 'none' ? 'welcome.binding.make' : 'welcome.binding.anew')}
          </button>
        )}
      </div>
    </Section>
  );
}
