# The console is built here; nothing of this stage but its result goes on.
FROM node:26-bookworm-slim AS console
WORKDIR /qunce
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci
COPY locales locales
COPY server server
COPY web web
RUN npm run build

# What the server needs at run time, and no more.
FROM node:26-bookworm-slim AS packages
WORKDIR /qunce
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --omit=dev --workspace server

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /qunce
COPY --from=packages /qunce ./
COPY locales locales
COPY blueprints blueprints
COPY rituals rituals
COPY server server
COPY --from=console /qunce/web/dist web/dist
# Code belongs to root; the server may write its data only, and what it keeps of compiled code.
RUN install --directory --owner=node --group=node --mode=700 /data node_modules/.cache
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/bin/start.js"]
