import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/card.tsx';
import type { Picture } from '../../shared/charts/options.ts';
import { dateTime } from '../../shared/format.ts';
import { useSuggestionWords } from '../../shared/suggestion.tsx';

/** 本周要做的事, first thing first; each opens the rows behind it. */
export function Suggestions({ channelId, suggestions, zone }: { channelId: string; suggestions: Picture['suggestions']; zone: string }) {
  const { t } = useTranslation();
  const words = useSuggestionWords();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Card title={t('overview.suggestions')} note={t('overview.suggestionsNote')}>
      {suggestions.length === 0 && <p className="sub">{t('overview.noSuggestions')}</p>}
      {suggestions.map((suggestion) => {
        const { title, why, todo } = words(suggestion);
        const shown = open === suggestion.rank;
        return (
          <div className="todo" key={suggestion.rank}>
            <span className="rank">{suggestion.rank}</span>
            <div>
              <div className="what">{title}</div>
              <div className="frame">{why}</div>
              {shown && (
                <div style={{ marginTop: 8 }}>
                  <p style={{ color: 'var(--ink2)' }}>{todo}</p>
                  <ul className="evidence">
                    {suggestion.evidence.map((row) => (
                      <li key={`${row.at}${row.person?.id}${row.text}`}>
                        {row.person && (
                          <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: row.person.id }}>
                            {row.person.name}
                          </Link>
                        )}{' '}
                        {row.at && <span className="frame">{dateTime(row.at, zone)}</span>} {row.text && <q>{row.text}</q>}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </div>
            <Button aria-expanded={shown} onClick={() => setOpen(shown ? null : suggestion.rank)}>
              {t(shown ? 'overview.fold' : 'overview.rows')}
            </Button>
          </div>
        );
      })}
    </Card>
  );
}
