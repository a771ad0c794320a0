/** One style sheet for screen, phone and paper. Names after Chinese pigments; the dark theme sets the same names. */
export const style = `
:root{color-scheme:light dark;--zhuqing:#1d7a68;--zhuqing-deep:#0f5a4c;--zhuqing-pale:#e6f2ef;--zhusha:#d8452b;--zhusha-ink:#a8301b;--zhusha-pale:#fdece7;--tenghuang:#e8a317;--tenghuang-ink:#8a5c00;--tenghuang-pale:#fdf4df;--dailan:#3b6fb6;--dailan-ink:#25508a;--dailan-pale:#e8f0fa;--ink:#1c2a28;--ink2:#566663;--ink3:#61706c;--line:#e5ebe9;--paper:#f4f7f6;--card:#fff;--core:#0f5a4c;--active:#2f9e86;--watching:#e8b84a;--lurking:#b6c2bf;--newcomer:#6f9bd8;--risk:#d8452b;--heat:#1d7a68;--empty:#f0f4f3}
@media screen and (prefers-color-scheme:dark){:root{--zhuqing:#4fb8a2;--zhuqing-deep:#7fd3c1;--zhuqing-pale:#17332d;--zhusha:#f07a62;--zhusha-ink:#ffa592;--zhusha-pale:#3b1d17;--tenghuang:#e8a317;--tenghuang-ink:#f0c368;--tenghuang-pale:#372b10;--dailan:#7fa8e0;--dailan-ink:#a9c6ef;--dailan-pale:#1a2a40;--ink:#e6edeb;--ink2:#a9b8b4;--ink3:#8e9d99;--line:#2a3633;--paper:#0f1614;--card:#17201e;--core:#8fdcca;--active:#3fae96;--watching:#d9a93c;--lurking:#5d6a67;--newcomer:#6f9bd8;--risk:#f07a62;--heat:#45b39c;--empty:#1e2927}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:1180px;margin:0 auto;padding:28px 24px 48px}
header h1{font-size:22px;line-height:1.35;margin:0;font-weight:600}
header .sub{color:var(--ink2);margin:2px 0 0}
.lead{font-size:20px;line-height:1.5;font-weight:600;margin:18px 0 20px;padding-left:14px;border-left:4px solid var(--zhuqing);text-wrap:pretty}
.lead.bad{border-color:var(--zhusha)}
.grid{display:grid;grid-template-columns:repeat(12,minmax(0,1fr));gap:16px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px;min-width:0;grid-column:span 12}
.s4{grid-column:span 4}.tall{grid-row:span 2}.s5{grid-column:span 5}.s6{grid-column:span 6}.s7{grid-column:span 7}.s8{grid-column:span 8}
.card h2{margin:0 0 10px;font-size:15px;font-weight:600;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px;align-items:baseline}
.card h2 small,.note{font-weight:400;color:var(--ink3);font-size:12.5px}
.note{margin:8px 0 0;text-wrap:pretty}
p{margin:0 0 8px}
ul.plain{margin:6px 0 0;padding:0;list-style:none}ul.plain li{padding-left:14px;position:relative}ul.plain li::before{content:"";position:absolute;left:2px;top:.68em;width:5px;height:5px;border-radius:50%;background:var(--ink3)}
.tag{display:inline-block;padding:1px 9px;border-radius:999px;font-size:12.5px;font-weight:500;background:var(--zhuqing-pale);color:var(--zhuqing-deep);vertical-align:2px;white-space:nowrap}
.tag.r{background:var(--zhusha-pale);color:var(--zhusha-ink)}.tag.y{background:var(--tenghuang-pale);color:var(--tenghuang-ink)}.tag.b{background:var(--dailan-pale);color:var(--dailan-ink)}
.big{font-size:28px;font-weight:600;line-height:1.25}.big.bad{color:var(--zhusha)}.big small{font-size:14px;font-weight:400;color:var(--ink2)}
.horizons{display:flex;gap:20px;align-items:flex-end;margin:4px 0 10px}.horizons div{text-align:center;font-size:12.5px;color:var(--ink2)}.horizons .lead-figure{text-align:left;margin-right:8px}.horizons .lead-figure b{display:block;font-size:32px;line-height:1.2;font-weight:600;color:var(--zhusha);white-space:nowrap}.horizons .span{display:block;position:relative;width:30px;height:64px;margin:0 auto 2px;background:var(--empty);border-radius:4px}.horizons .span i{position:absolute;left:0;right:0;background:var(--risk);opacity:.45;border-radius:4px}.horizons .span u{position:absolute;left:-3px;right:-3px;height:3px;margin-bottom:-1px;background:var(--risk)}
a.def{color:inherit;text-decoration:underline dotted var(--lurking);text-underline-offset:4px}a.def:hover{text-decoration-style:solid}
.todo{display:grid;grid-template-columns:26px minmax(0,1fr);gap:4px 10px;padding:11px 0;border-top:1px solid var(--line)}.todo:first-of-type{border-top:0;padding-top:2px}.todo .i{width:24px;height:24px;border-radius:50%;background:var(--zhusha-pale);color:var(--zhusha-ink);text-align:center;font-weight:600;font-size:13px;line-height:24px}.todo div{text-wrap:pretty}.todo .w{font-weight:600}.todo .e{color:var(--ink2);font-size:13px;text-wrap:pretty}
.bar{display:flex;height:22px;border-radius:6px;overflow:hidden;gap:2px;margin:6px 0 10px}.bar i{display:block;min-width:3px}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none}.legend li{white-space:nowrap}.legend b{font-weight:600}.legend small,.share{color:var(--ink2);font-size:12.5px}
.dot{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px;vertical-align:-1px;background:var(--lurking)}
.core{background:var(--core)}.active{background:var(--active)}.watching{background:var(--watching)}.lurking{background:var(--lurking)}.newcomer{background:var(--newcomer)}.atRisk{background:var(--risk)}.lost{background:none;border:2px solid var(--ink3)}
table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--ink3);font-size:12.5px;padding-bottom:4px}
.rows th,.rows td{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}.rows th{font-weight:500;color:var(--ink2);font-size:12.5px;white-space:nowrap}.rows .n{text-align:right;white-space:nowrap}.rows td.t{white-space:nowrap;padding-right:18px}.care td.t{width:1%}
.phrases thead th{white-space:normal;vertical-align:bottom}.phrases th[scope=row]{width:46%;min-width:7em;color:var(--ink);font-size:14px;white-space:normal}.phrases .measure{display:block;height:4px;min-width:2px;border-radius:2px;margin-top:3px;background:var(--active)}
.asked{margin:0;padding:0;list-style:none}.asked li{padding:7px 0;border-bottom:1px solid var(--line)}.asked li:last-child{border-bottom:0}.asked .note{margin-top:1px}
.heat{table-layout:fixed;border-collapse:separate;border-spacing:2px}.heat th{font-weight:400;color:var(--ink3);font-size:12px;padding:0;white-space:nowrap}.heat .corner{width:38px}.heat th[scope=row]{text-align:left}.heat td:not(.corner){height:20px;border-radius:3px;background:color-mix(in srgb,var(--heat) calc(var(--a)*100%),var(--empty));padding:0}
.tri{border-collapse:separate;border-spacing:2px;font-size:12px}.tri th{font-weight:400;color:var(--ink3);padding:0 4px 0 0;white-space:nowrap;text-align:left}.tri thead th{text-align:center;padding:0}.tri td{text-align:center;height:22px;min-width:26px;border-radius:3px;padding:0}.tri td.v{background:color-mix(in srgb,var(--heat) calc(var(--a)*100%),var(--empty))}.tri td.size{color:var(--ink2)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{overflow-x:auto;position:relative}
svg{display:block;width:100%;height:auto;font:11.5px/1 inherit}svg text{fill:var(--ink2);font-size:11.5px;font-family:inherit}svg .axis{stroke:var(--line);stroke-width:1}
.meter{display:grid;grid-template-columns:1fr 42px;gap:1px 8px;align-items:center;margin:0 0 10px}.meter dt{grid-column:1/3;font-size:13px;margin-top:5px}.meter dd{margin:0}.meter .track{height:8px;border-radius:4px;background:var(--empty);overflow:hidden}.meter .track i{display:block;height:100%;border-radius:4px;background:var(--active)}.meter .val{text-align:right;font-size:13px}.meter .unknown{grid-column:1/3;color:var(--ink3);font-size:12.5px}
.senses{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:8px 28px}.senses h3{font-size:14px;margin:0 0 6px;font-weight:600}
details{border-top:1px solid var(--line);padding:10px 0}details:first-of-type{border-top:0}summary{cursor:pointer;font-weight:500}details>*:not(summary){margin-top:8px}.todo details{border:0;padding:4px 0 0}.todo summary{font-weight:400;font-size:13px;color:var(--ink2)}
.defs{columns:2;column-gap:36px;margin:0}.defs div{break-inside:avoid;margin-bottom:10px;scroll-margin-top:12px}.defs dt{font-weight:600}.defs dd{margin:0;color:var(--ink2);font-size:13px}.defs div:target dt{color:var(--zhuqing)}
footer{color:var(--ink2);font-size:13px;margin-top:18px}footer p{margin:0 0 3px}footer .warn{color:var(--tenghuang-ink)}
a.csv{display:inline-block;font-size:12.5px;color:var(--zhuqing)}
@media screen and (max-width:860px){.tall{grid-row:auto}main{padding:18px 14px 36px}.lead{font-size:18px;margin:14px 0}.card{padding:15px 16px;grid-column:span 12!important}.senses{grid-template-columns:repeat(2,minmax(0,1fr))}.defs{columns:1}.grid{gap:12px}}
@media screen and (max-width:520px){.phrases th[scope=row]{width:32%;min-width:6em}.weeks{direction:rtl}.weeks svg{direction:ltr;min-width:640px}.weeks svg text{font-size:14px}.senses{grid-template-columns:1fr}.heat{border-spacing:1px}.heat th{font-size:12px}.heat .corner{width:32px}}
@media print{@page{size:A4;margin:12mm}body{background:#fff;zoom:.8}main{padding:0;max-width:none}.grid{gap:10px}.card,.todo,.meter,.asked li,tr,svg{break-inside:avoid}.card.long:not(.tall){break-inside:auto}.card{padding:12px 14px}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}a.def{text-decoration:none}a.csv,.evidence,details:not([open]){display:none}.senses{gap:8px 16px}}
`.trim();
