import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import './find.css';

const WAIT_MS = 120;
const pages = [
  ['/', 'nav.workbench'],
  ['/groups', 'nav.groups'],
  ['/camps', 'nav.camps'],
  ['/compare', 'compare.title'],
  ['/import', 'nav.import'],
  ['/settings', 'nav.settings'],
] as const;

interface Hit {
  key: string;
  kind: 'pages' | 'groups' | 'people';
  label: string;
  note: string;
  go(): void;
}

/** ⌘K: groups, members and pages from one line; arrows choose, Enter goes, Escape closes. */
export default function FindBox({ close }: { close(): void }) {
  const { t } = useTranslation();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const search = useLate(typed.trim());
  const found = useQuery({
    ...api.insights.find.queryOptions({ input: { search } }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  const hits = useHits(typed.trim(), found.data, close);
  const current = Math.min(at, hits.length - 1);
  const waiting = typed.trim() !== '' && (found.isFetching || search !== typed.trim());

  const pressed = (event: KeyboardEvent) => {
    // While characters are being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (hits.length > 0) setAt((current + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (!waiting) hits[current]?.go();
    }
  };
  // In braces: browsers of today answer with a promise, and what an effect returns is called when it ends.
  useEffect(() => {
    document.getElementById(`${list}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, current]);

  return (
    <Modal open onCancel={close} footer={null} closable={false} title={t('find.label')} className="find" style={{ top: 72 }} width={600}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the dialog is this line
        autoFocus
        className="find-line"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-label={t('find.label')}
        {...(hits.length > 0 && { 'aria-activedescendant': `${list}-${current}` })}
        placeholder={t('find.placeholder')}
        value={typed}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <div id={list} role="listbox" aria-label={t('find.results')} className="find-hits">
        {(['groups', 'people', 'pages'] as const).map((kind) => {
          const own = hits.filter((hit) => hit.kind === kind);
          return (
            own.length > 0 && (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
              <div key={kind} role="group" aria-label={t(`find.${kind}`)}>
                <div className="find-kind" aria-hidden>
                  {t(`find.${kind}`)}
                </div>
                {own.map((hit) => {
                  const place = hits.indexOf(hit);
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the line above, which keeps the focus
                    // biome-ignore lint/a11y/useFocusableInteractive: chosen by aria-activedescendant
                    <div
                      key={hit.key}
                      id={`${list}-${place}`}
                      role="option"
                      aria-selected={place === current}
                      onClick={hit.go}
                      onMouseMove={() => place !== current && setAt(place)}
                    >
                      <span>{hit.label}</span>
                      <small>{hit.note}</small>
                    </div>
                  );
                })}
              </div>
            )
          );
        })}
      </div>
      <p className="find-foot" role="status">
        {found.error ? errorText(found.error) : hits.length > 0 ? t('find.keys') : waiting ? t('find.looking') : t('find.nothing')}
      </p>
    </Modal>
  );
}

interface Found {
  groups: { channelId: string; name: string; platform: string }[];
  people: { channelId: string; channelName: string; personId: string; name: string; aliases: string[] }[];
}

/** In the order they are shown. Without words, the pages. */
function useHits(typed: string, found: Found | undefined, close: () => void): Hit[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const leave = (go: () => unknown) => () => {
    close();
    go();
  };
  const known = typed === '' ? undefined : found;
  const wanted = typed.toLowerCase();
  return [
    ...(known?.groups ?? []).map(({ channelId, name, platform }) => ({
      key: channelId,
      kind: 'groups' as const,
      label: name,
      note: platform,
      go: leave(() => navigate({ to: '/groups/$channelId/$tab', params: { channelId, tab: 'overview' } })),
    })),
    ...(known?.people ?? []).map(({ channelId, channelName, personId, name, aliases }) => ({
      key: `${channelId} ${personId}`,
      kind: 'people' as const,
      label: name,
      note: [channelName, ...aliases.filter((alias) => alias !== name).slice(0, 2)].join(' · '),
      go: leave(() => navigate({ to: '/groups/$channelId/$tab', params: { channelId, tab: 'members' }, search: { person: personId } })),
    })),
    ...pages
      .filter(([, label]) => t(label).toLowerCase().includes(wanted))
      .map(([to, label]) => ({
        key: to,
        kind: 'pages' as const,
        label: t(label),
        note: '',
        go: leave(() => router.navigate({ to })),
      })),
  ];
}

/** What was typed once nothing more has been for a moment. */
function useLate(value: string): string {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}
