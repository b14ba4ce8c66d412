# One image for every service: the command says which one (see docker-compose.yml).
# It holds the services as plain JavaScript and what they depend on in production (decision 0045).
FROM node:24-bookworm-slim AS built
WORKDIR /app
COPY . .
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile --prod --config.package-import-method=copy \
  --filter boussole --filter-prod '@boussole/api...' --filter-prod '@boussole/web...' --filter-prod '@boussole/worker...' \
  && node scripts/build.mjs

FROM node:24-bookworm-slim
ENV NODE_ENV=production
# What is built links to `../node_modules`.
COPY --from=built /app/node_modules /app/node_modules
COPY --from=built /app/build /app/build
WORKDIR /app/build
USER node
ENTRYPOINT ["node"]
CMD ["services/api/src/main.js"]
