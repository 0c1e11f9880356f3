import Kernel
import Web

/// Calls HTTP servers outside, over libcurl on threads of its own.
///
/// A thread is bound for as long as a call takes, so their number is the most that is under way at once. What has no thread
/// waits in a short queue, and beyond that is refused with ``HTTPFailure/overloaded``. Redirects are never followed, proxies
/// are not taken from the environment, certificates are always checked, and nothing but `http` and `https` is spoken.
package struct HTTPCaller: Sendable {
    let threadPool: CallerThreadPool

    /// `authorities` is a file of certificates (PEM) to trust instead of the system's.
    package init(threads: Int = 16, maxQueue: Int = 256, authorities: String? = nil) {
        threadPool = CallerThreadPool(threads: threads, maxQueue: maxQueue, authorities: authorities)
    }

    package func call(_ request: Request) async throws(HTTPFailure) -> Answer {
        try await threadPool.run(request, into: nil).get()
    }

    /// The body of a successful answer (2xx) goes into a new file at `path`, whose size alone is then bounded by `answerLimit`.
    ///
    /// The body of any other answer is in the answer, and there is no file then, nor after a failure.
    package func download(_ request: Request, to path: String) async throws(HTTPFailure) -> Answer {
        try await threadPool.run(request, into: path).get()
    }
}

extension HTTPCaller {
    package struct Request: Sendable {
        package var method: String
        package var url: String
        /// Without `Content-Length`, which follows from the body.
        package var headers: [(name: String, value: String)]
        package var body: Body
        /// For everything, waiting for a thread included.
        package var timeout: Duration
        package var connectTimeout: Duration
        package var reach: Reach
        /// The most bytes of body that are taken; more is a failure, unless long answers are cut.
        package var answerLimit: Int
        /// The rest of a long answer is left unread, where its beginning is all that is wanted.
        package var cutsLongAnswers: Bool

        package init(
            _ method: String,
            _ url: String,
            headers: [(name: String, value: String)] = [],
            body: Body = .none,
            timeout: Duration = .seconds(30),
            connectTimeout: Duration = .seconds(10),
            reach: Reach = .anywhere,
            answerLimit: Int = 1 << 20,
            cutsLongAnswers: Bool = false
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
            self.timeout = timeout
            self.connectTimeout = connectTimeout
            self.reach = reach
            self.answerLimit = answerLimit
            self.cutsLongAnswers = cutsLongAnswers
        }
    }

    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// The first `size` bytes of a file, read while they are sent.
        case file(path: String, size: Int)
    }

    /// Which addresses a call may go to, judged when the name is resolved and its socket opened.
    package enum Reach: Sendable, Hashable {
        /// Where the configuration says, as an object store beside the server.
        case anywhere
        /// Where a stranger says: the public internet, and private blocks only where they are excepted.
        case publicOnly(except: [AddressRange] = [])
    }

    package struct Answer: Sendable {
        package let status: Int
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        package let elapsed: Duration

        /// The first header of that name, in any case.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.isWord(name.inSmallLetters) }?.value
        }
    }
}
