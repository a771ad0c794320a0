import { useTranslation } from 'react-i18next';
import { Pictures, Voice } from '../../shared/pictures.tsx';

/** Photos and voice of a check-in. */
export function Brought({ name, photos, voice }: { name: string; photos: readonly string[]; voice: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      {photos.length > 0 && <Pictures ids={photos} nameOf={(n) => t('photos.of', { name, n })} close={t('sheet.close')} />}
      {voice && <Voice id={voice} name={t('voice.of', { name })} />}
    </>
  );
}
