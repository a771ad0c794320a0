import { BrandHead, logoAddress } from '../shared/brand-head.tsx';
import { useAsk } from './ask.ts';
import { call, patience } from './connection.ts';
import { chosen, useBrands, useToday } from './mine.ts';
import { useRoute } from './route.tsx';

const invited = (code: string) => () => call.brands.invited({ code }, patience());
type Look = Awaited<ReturnType<ReturnType<typeof invited>>>;

const Head = ({ logo, ...look }: Look) => <BrandHead {...look} logo={logo && logoAddress(logo)} />;

/** Of the community to which an invitation leads; nothing where it has no look of its own. */
export function InvitedBrand({ code }: { code: string }) {
  const { answer } = useAsk(`brand ${code}`, invited(code));
  return answer && (answer.shades || answer.logo || answer.slogan !== '') ? <Head {...answer} /> : null;
}

/** Above the pages: of the community that the page is about, or of the only one there is. */
export function OwnBrand() {
  const { answer } = useBrands();
  const { answer: today } = useToday();
  const { query } = useRoute();
  if (!answer || !today) return null;
  const named = query.get('campaign');
  const about = named === null ? undefined : chosen(today.campaigns, named)?.communityId;
  const [only, another] = answer.brands;
  const brand = answer.brands.find(({ communityId }) => communityId === about) ?? (another ? undefined : only);
  return brand && (brand.shades || brand.logo) ? (
    <div className="brand-top">
      <Head {...brand} />
    </div>
  ) : null;
}
