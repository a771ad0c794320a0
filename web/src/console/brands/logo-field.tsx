import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logoOf } from './picture.ts';

/** Choose a picture, or take away the one that is there. */
export function LogoField({ shown, set, may }: { shown: string | null; set(logo: string | null): void; may: boolean }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [wrong, setWrong] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setWrong(false);
    try {
      set(await logoOf(file));
    } catch {
      setWrong(true);
    }
  };
  return (
    <Form.Item
      label={t('brands.logo')}
      htmlFor="brand-logo"
      extra={t('brands.logoHint')}
      {...(wrong && { validateStatus: 'error' as const, help: t('brands.wrongImage') })}
    >
      <div className="brand-logo">
        {shown && <img src={shown} alt="" width="64" height="64" />}
        <input
          id="brand-logo"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          disabled={!may}
          onChange={({ target }) => void read(target.files?.[0])}
        />
        {shown && (
          <Button
            onClick={() =>
              modal.confirm({
                title: t('brands.removeAsk'),
                content: t('brands.removeHow'),
                okText: t('brands.remove'),
                onOk: () => set(null),
              })
            }
          >
            {t('brands.remove')}
          </Button>
        )}
      </div>
    </Form.Item>
  );
}
