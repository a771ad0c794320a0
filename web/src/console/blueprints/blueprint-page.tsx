import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { InChinese } from './in-chinese.tsx';
import { OpenFromBlueprint } from './open-from-blueprint.tsx';
import { OpenLadder } from './open-ladder.tsx';
import { BlueprintParts } from './parts.tsx';
import { SuitabilityCheck } from './suitability-check.tsx';
import './blueprints.css';

/** One blueprint: what it says in its five parts, and opening a camp by it. */
export function BlueprintPage() {
  const { t } = useTranslation();
  const use = useRef<HTMLDivElement>(null);
  const { blueprintId } = useParams({ from: '/inside/camps/blueprints/$blueprintId' });
  const shown = useQuery(api.blueprints.show.queryOptions({ input: { blueprintId } }));
  if (shown.error) return <Problem error={shown.error} retry={() => shown.refetch()} />;
  if (!shown.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { document } = shown.data;
  return (
    <>
      <PageHead title={document.name} sub={document.summary}>
        <Link to="/camps/blueprints">{t('blueprints.toGallery')}</Link>
        <Button className="blueprint-down" onClick={() => use.current?.scrollIntoView()}>
          {t('blueprints.use')}
        </Button>
      </PageHead>
      <InChinese />
      {document.ladder && (
        <div className="blueprint-above">
          <OpenLadder document={document} />
        </div>
      )}
      <div className="blueprint">
        <BlueprintParts document={document} />
        <div ref={use} className="blueprint-use">
          <SuitabilityCheck />
          <OpenFromBlueprint document={document} />
        </div>
      </div>
    </>
  );
}
