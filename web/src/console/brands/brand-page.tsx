import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { BrandHead, logoAddress } from '../../shared/brand-head.tsx';
import { Card } from '../../shared/card.tsx';
import { Problem } from '../../shared/problem.tsx';
import { BlueprintHead } from '../blueprints/blueprint-head.tsx';
import { useMay } from '../members/may.ts';
import { ColourField } from './colour-field.tsx';
import { LogoField } from './logo-field.tsx';
import { bytesOf } from './picture.ts';
import '../blueprints/blueprints.css';
import './brands.css';

type Shown = InferContractRouterOutputs<Contract>['brands']['show'];
type Wanted = InferContractRouterInputs<Contract>['brands']['set'];

/** 门面: how a community looks to its people, and beside it what that is on a phone. */
export function BrandPage() {
  const { t } = useTranslation();
  const { communityId } = useParams({ from: '/inside/communities/$communityId/brand' });
  const brand = useQuery(api.brands.show.queryOptions({ input: { communityId }, retry: false }));
  if (brand.error) return <Problem error={brand.error} retry={() => brand.refetch()} />;
  if (!brand.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <>
      <BlueprintHead communityId={communityId} title={t('brands.title')} sub={t('brands.sub')} />
      <Editor key={JSON.stringify(brand.data)} communityId={communityId} brand={brand.data} />
    </>
  );
}

function Editor({ communityId, brand }: { communityId: string; brand: Shown }) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const may = useMay('operator', communityId);
  const [name, setName] = useState(brand.name);
  const [slogan, setSlogan] = useState(brand.slogan);
  const [colour, setColour] = useState(brand.colour);
  /** undefined: as it is; base64: a new one. */
  const [logo, setLogo] = useState<string | null>();
  const shades = useQuery(
    api.brands.shades.queryOptions({ input: colour === null ? skipToken : { colour }, placeholderData: (before) => before }),
  );
  const set = useMutation(api.brands.set.mutationOptions());
  const send = async (wanted: Wanted) => {
    await set.mutateAsync(wanted);
    await queryClient.invalidateQueries();
  };
  const save = async () => {
    // What stood there, so that it can be set back whole, its picture too.
    const before: Wanted = {
      ...{ communityId, name: brand.name, slogan: brand.slogan, colour: brand.colour },
      ...(logo !== undefined && { logo: brand.logo === null ? null : await bytesOf(logoAddress(brand.logo)) }),
    };
    await send({ communityId, name, slogan, colour, ...(logo !== undefined && { logo }) });
    const key = `brand ${communityId}`;
    const undo = async () => {
      notification.destroy(key);
      await send(before);
      void message.success(t('brands.undone'));
    };
    notification.success({
      key,
      title: t('brands.saved'),
      duration: 20,
      actions: <Button onClick={() => void undo().catch((error: unknown) => message.error(errorText(error)))}>{t('brands.undo')}</Button>,
    });
  };
  const changed = name !== brand.name || slogan !== brand.slogan || colour !== brand.colour || logo !== undefined;
  const picture = logo === undefined ? brand.logo && logoAddress(brand.logo) : logo && `data:image/png;base64,${logo}`;
  const look = { name, initial: [...name][0] ?? '', slogan, logo: picture, shades: colour === null ? null : (shades.data ?? null) };
  return (
    <div className="blueprint">
      <Card>
        {set.error && <Alert type="error" showIcon title={errorText(set.error)} style={{ marginBottom: 12 }} />}
        <Form layout="vertical" disabled={!may} onFinish={() => void save().catch(() => undefined)}>
          <LogoField shown={picture} set={setLogo} may={may} />
          <Form.Item label={t('brands.name')} htmlFor="brand-name" extra={t('brands.nameHint')}>
            <Input id="brand-name" maxLength={40} value={name} onChange={({ target }) => setName(target.value)} />
          </Form.Item>
          <Form.Item label={t('brands.slogan')} htmlFor="brand-slogan">
            <Input id="brand-slogan" maxLength={60} value={slogan} onChange={({ target }) => setSlogan(target.value)} />
          </Form.Item>
          <ColourField offered={brand.offered} value={colour} set={setColour} shades={look.shades} may={may} />
          <Button type="primary" htmlType="submit" loading={set.isPending} disabled={!may || !changed}>
            {t('brands.save')}
          </Button>
          <p className="frame">{t('brands.fromDocument')}</p>
        </Form>
      </Card>
      <aside className="blueprint-use" aria-label={t('brands.preview')}>
        {([false, true] as const).map((dark) => (
          <figure key={String(dark)} className={dark ? 'brand-phone dark' : 'brand-phone'}>
            <figcaption>{t(dark ? 'brands.dark' : 'brands.light')}</figcaption>
            <BrandHead {...look} dark={dark} />
          </figure>
        ))}
      </aside>
    </div>
  );
}
