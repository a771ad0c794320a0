import { InboxOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Progress, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { uploadFile } from '../../shared/upload.ts';

const DRAFT = 'qunce.import.draft';

/** Step 1: a file dropped or text pasted. What is typed is kept in this tab until it is sent. */
export function Bring({ onUploaded }: { onUploaded: (uploadId: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => sessionStorage.getItem(DRAFT) ?? '');
  const [sent, setSent] = useState<number | null>(null);
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(file, setSent),
    onSuccess: ({ uploadId }) => onUploaded(uploadId),
    onSettled: () => setSent(null),
  });
  const paste = useMutation({
    ...api.chat.paste.mutationOptions(),
    onSuccess: ({ uploadId }) => {
      sessionStorage.removeItem(DRAFT);
      onUploaded(uploadId);
    },
  });
  const problem = upload.error ?? paste.error;
  return (
    <div className="grid halves">
      {problem && <Alert type="error" showIcon title={errorText(problem)} style={{ gridColumn: '1/-1' }} />}
      <Card title={t('import.file')} note={t('import.fileNote')}>
        <Upload.Dragger
          multiple={false}
          showUploadList={false}
          disabled={upload.isPending}
          beforeUpload={(file) => {
            upload.mutate(file);
            return false;
          }}
        >
          <p style={{ fontSize: 34, color: 'var(--zhuqing)' }}>
            <InboxOutlined />
          </p>
          <p style={{ fontWeight: 600 }}>{t('import.drop')}</p>
          <p className="sub" style={{ padding: '4px 12px' }}>
            {t('import.formats')}
          </p>
        </Upload.Dragger>
        {sent !== null && <Progress percent={Math.round(sent * 100)} style={{ marginTop: 12 }} aria-label={t('import.uploading')} />}
      </Card>
      <Card title={t('import.paste')} note={t('import.pasteNote')}>
        <Input.TextArea
          rows={9}
          value={text}
          maxLength={5_000_000}
          onChange={(event) => {
            setText(event.target.value);
            try {
              sessionStorage.setItem(DRAFT, event.target.value.slice(0, 1_000_000));
            } catch {
              // A full or forbidden store only costs the safety copy.
            }
          }}
          placeholder={t('import.pasteExample')}
          aria-label={t('import.paste')}
        />
        <Button
          type="primary"
          style={{ marginTop: 12 }}
          disabled={text.trim() === ''}
          loading={paste.isPending}
          onClick={() => paste.mutate({ text })}
        >
          {t('import.recognise')}
        </Button>
      </Card>
    </div>
  );
}
