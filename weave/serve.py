# serve.py FOLDER PORT STAMP: the files of FOLDER, each page with a line of script that loads it again
# once STAMP is newer. Only this machine can ask.

import functools
import http.server
import os
import sys
import time

FOLDER, PORT, STAMP = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SCRIPT = b"<script>new EventSource('/changes').onmessage = () => location.reload()</script></body>"


def time_of(stamp):
    return os.stat(stamp).st_mtime_ns if os.path.exists(stamp) else 0


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            path = os.path.join(path, 'index.html')
        if self.path == '/changes':
            self.tell_changes()
        elif path.endswith('.html') and os.path.exists(path):
            self.send_page(path)
        else:
            super().do_GET()

    def send_page(self, path):
        with open(path, 'rb') as file:
            page = file.read().replace(b'</body>', SCRIPT)
        self.send_response(200)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    # A comment now and then: the connection fails when the browser has left.
    def tell_changes(self):
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.end_headers()
        before = time_of(STAMP)
        try:
            while time_of(STAMP) == before:
                self.wfile.write(b': nothing yet\n\n')
                time.sleep(0.3)
            self.wfile.write(b'data: changed\n\n')
        except OSError:
            pass

    def end_headers(self):
        self.send_header('Cache-Control', 'no-store')
        super().end_headers()

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


try:
    with Server(('127.0.0.1', PORT), functools.partial(Handler, directory=FOLDER)) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
except OSError as error:
    sys.exit(f'port {PORT}: {error.strerror}; choose another: make serve PORT=8001')
