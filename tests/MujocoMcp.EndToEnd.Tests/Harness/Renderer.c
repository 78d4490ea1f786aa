// The same pictures by plain C: EGL on no surface, then per picture the calls that `render` makes. Prints, in ms, the time to the first
// picture (OpenGL and the model's upload included) and the best time of a later one.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <mujoco/mujoco.h>

void* eglGetProcAddress(const char*);
unsigned eglInitialize(void*, int*, int*), eglBindAPI(unsigned), eglMakeCurrent(void*, void*, void*, void*);
void* eglCreateContext(void*, void*, void*, const int*);

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e3 + t.tv_nsec * 1e-6; }

static mjModel* m; static mjData* d; static mjvScene scene; static mjvOption option; static mjvCamera camera; static mjrContext context;
static unsigned char rgb[640 * 480 * 3];

static void draw(int segments, mjrRect view) {
  scene.flags[mjRND_SEGMENT] = scene.flags[mjRND_IDCOLOR] = segments;
  scene.flags[mjRND_SHADOW] = scene.flags[mjRND_REFLECTION] = !segments;
  mjr_render(view, &scene, &context);
  mjr_readPixels(rgb, 0, view, &context);
}

static void picture(void) {
  mjrRect view = {0, 0, 640, 480};
  mj_forward(m, d);
  mjv_updateScene(m, d, &option, 0, &camera, mjCAT_ALL, &scene);
  draw(0, view);
  draw(1, view);
}

int main(int argc, char** argv) {
  char error[1000];
  m = mj_loadXML(argv[1], 0, error, sizeof(error));
  if (!m) return 1;
  d = mj_makeData(m);
  double start = now();
  void* display = ((void* (*)(unsigned, void*, const int*))eglGetProcAddress("eglGetPlatformDisplayEXT"))(0x31DD, 0, 0);
  if (!eglInitialize(display, 0, 0) || !eglBindAPI(0x30A2)) return 2;
  if (!eglMakeCurrent(display, 0, 0, eglCreateContext(display, 0, 0, 0))) return 3;
  m->vis.global.offwidth = 640; m->vis.global.offheight = 480; m->vis.quality.offsamples = 0; m->vis.quality.shadowsize = 1024;
  mjv_defaultScene(&scene); mjv_makeScene(m, &scene, 2000); mjv_defaultOption(&option);
  mjv_defaultCamera(&camera);
  camera.lookat[2] = 1; camera.distance = 3; camera.azimuth = 90; camera.elevation = -20;
  mjr_defaultContext(&context); mjr_makeContext(m, &context, 100); mjr_setBuffer(mjFB_OFFSCREEN, &context);
  picture();
  double first = now() - start, best = 1e9;
  for (int i = 0; i < atoi(argv[2]); i++) { double t = now(); picture(); t = now() - t; if (t < best) best = t; }
  printf("%f %f\n", first, best);
  return 0;
}
