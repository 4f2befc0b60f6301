# syntax=docker/dockerfile:1
FROM node:26-bookworm-slim AS build
WORKDIR /jeton
COPY package.json package-lock.json ./
COPY bench/package.json bench/
RUN npm ci --ignore-scripts
COPY . .
RUN node build/bundle.js --anew && chmod -R a+rX dist && npm ci --omit=dev --ignore-scripts --workspaces=false

FROM node:26-bookworm-slim
LABEL org.opencontainers.image.title="jeton" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    JETON_HOST=0.0.0.0 \
    JETON_PORT=7171 \
    JETON_DATA_DIR=/var/lib/jeton
WORKDIR /jeton
COPY --from=build /jeton/package.json /jeton/LICENSE ./
COPY --from=build /jeton/bin bin
COPY --from=build /jeton/dist dist
COPY --from=build /jeton/node_modules node_modules
# Of a user of its own: a volume that is mounted here for the first time gets the same owner.
RUN groupadd --system --gid 7171 jeton \
    && useradd --system --uid 7171 --gid jeton --home-dir /var/lib/jeton --shell /usr/sbin/nologin jeton \
    && install -d -o jeton -g jeton -m 0700 /var/lib/jeton
USER 7171:7171
VOLUME /var/lib/jeton
EXPOSE 7171
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.JETON_PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/jeton/bin/jeton.js"]
CMD ["serve"]
