# One image for every service: the command says which one (see docker-compose.yml).
# Sources run as they are (node --import tsx): there is no build step, only production dependencies to install.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY . .
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile --prod --config.package-import-method=copy \
  --filter boussole --filter-prod '@boussole/api...' --filter-prod '@boussole/web...' --filter-prod '@boussole/worker...' \
  && node --import tsx --eval ''

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app ./
USER node
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["services/api/src/main.ts"]
