#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The terminal, if there is one.
enum Terminal {
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

    /// Reads a line without echo; the prompt goes to the terminal, not to the command's output.
    static func readSecret(_ prompt: String) -> String? {
        var settings = termios()
        guard isInteractive, tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine() }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        say(prompt)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            say("\n")
        }
        return readLine()
    }

    private static func say(_ text: String) {
        _ = write(STDERR_FILENO, Array(text.utf8), text.utf8.count)
    }
}
