import { useNavigate, useSearch } from '@tanstack/react-router';
import { Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bring } from './bring.tsx';
import { Confirm } from './confirm.tsx';
import { Progress } from './progress.tsx';
import './imports.css';
import { PageHead } from '../../shared/page-head.tsx';

/** Drop or paste → recognised as → zone, channel, ground → preview → progress → report. */
export function ImportWizard() {
  const { t } = useTranslation();
  const { channelId, importId } = useSearch({ from: '/inside/import' });
  const navigate = useNavigate({ from: '/import' });
  const [uploadId, setUploadId] = useState<string | null>(null);
  const step = importId ? 2 : uploadId ? 1 : 0;
  return (
    <>
      <PageHead title={t('import.title')} />
      <Steps
        size="small"
        responsive={false}
        titlePlacement="vertical"
        current={step}
        style={{ maxWidth: 760, marginBottom: 20 }}
        items={[{ title: t('import.step.bring') }, { title: t('import.step.confirm') }, { title: t('import.step.read') }]}
      />
      {step === 0 && <Bring onUploaded={setUploadId} />}
      {step === 1 && uploadId && (
        <Confirm
          uploadId={uploadId}
          {...(channelId && { channelId })}
          onBack={() => setUploadId(null)}
          onStarted={(run) => navigate({ search: { importId: run.id, ...(run.channelId && { channelId: run.channelId }) } })}
        />
      )}
      {step === 2 && importId && (
        <Progress
          importId={importId}
          onAgain={() => {
            setUploadId(null);
            void navigate({ search: channelId ? { channelId } : {} });
          }}
        />
      )}
    </>
  );
}
