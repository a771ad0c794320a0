import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { DrawnPictureButton } from '../../shared/drawn-picture.tsx';

const looks = ['own', 'paper', 'bamboo'] as const;
type Look = (typeof looks)[number];

/** 海报, in one of its colours. */
export function PosterButton({ communityId, name }: { communityId: string; name: string }) {
  const { t, i18n } = useTranslation();
  const brand = useQuery(api.brands.show.queryOptions({ input: { communityId } }));
  const hasOwn = Boolean(brand.data?.shades);
  const [chosen, setLook] = useState<Look>();
  const look = chosen ?? (hasOwn ? 'own' : 'paper');
  return (
    <DrawnPictureButton
      address={`/api/v1/communities/${communityId}/poster.png?${new URLSearchParams({ look, language: i18n.language })}`}
      file={name}
      words={{
        open: t('admissions.poster.make'),
        title: t('admissions.poster.title'),
        note: t('admissions.poster.note'),
        alt: t('admissions.poster.alt', { name }),
      }}
      choice={
        <Segmented<Look>
          value={look}
          onChange={setLook}
          options={looks
            .filter((value) => value !== 'own' || hasOwn)
            .map((value) => ({ value, label: t(`admissions.poster.look.${value}`) }))}
        />
      }
    />
  );
}
