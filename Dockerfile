# docker build -t aiaa .                 networks run on the processor
# docker build -t aiaa --target gpu .    and on an NVIDIA card, where there is one

FROM node:22-bookworm-slim AS build
WORKDIR /aiaa
COPY . .
ENV NX_DAEMON=false
RUN npm ci \
  && npx nx run-many -t build --projects=@aiaa/server,@aiaa/cli --skipSync \
  && npm prune --omit=dev \
  && rm -rf .nx node_modules/onnxruntime-node/bin/napi-v6/darwin node_modules/onnxruntime-node/bin/napi-v6/win32

# ONNX Runtime's libraries for CUDA and TensorRT, from NuGet.
FROM build AS build-gpu
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node

FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS gpu
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build-gpu /aiaa /aiaa
RUN install -d -o 1000 -g 1000 /workspace
USER 1000:1000
VOLUME /workspace
EXPOSE 5000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:5000/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/aiaa/apps/server/bin/aiaa-server.js", "--host", "0.0.0.0", "--workspace", "/workspace"]

FROM node:22-bookworm-slim AS cpu
COPY --from=build /aiaa /aiaa
RUN install -d -o 1000 -g 1000 /workspace
USER 1000:1000
VOLUME /workspace
EXPOSE 5000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:5000/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/aiaa/apps/server/bin/aiaa-server.js", "--host", "0.0.0.0", "--workspace", "/workspace"]
