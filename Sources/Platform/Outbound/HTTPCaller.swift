import Kernel
import Web

/// Calls external HTTP servers, with libcurl on its own threads.
///
/// A thread is occupied for the whole call, so the number of threads limits the calls at any one time.
/// Further calls wait in a short queue, and beyond that are refused with ``HTTPFailure/overloaded``.
/// Redirects are never followed, proxies are not taken from the environment, certificates are always checked,
/// and only `http` and `https` are allowed.
package struct HTTPCaller: Sendable {
    let threadPool: CallerThreadPool

    /// `authorities` is a file of certificates (PEM) that replaces the system's.
    package init(threads: Int = 16, maxQueue: Int = 256, authorities: String? = nil) {
        threadPool = CallerThreadPool(threads: threads, maxQueue: maxQueue, authorities: authorities)
    }

    package func call(_ request: Request) async throws(HTTPFailure) -> Answer {
        try await threadPool.run(request, into: nil).get()
    }

    /// Downloads the body of a successful answer (2xx) into a new file at `path`; `answerLimit` limits only
    /// its size.
    ///
    /// The body of any other answer is in the answer, and then there is no file, as after a failure.
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
        /// For the whole call, including the wait for a thread.
        package var timeout: Duration
        package var connectTimeout: Duration
        package var reach: Reach
        /// Limit for the body in bytes; a longer body is a failure, unless `cutsLongAnswers` is set.
        package var answerLimit: Int
        /// Leaves the rest of a long answer unread when only its beginning is needed.
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

    /// The allowed addresses of a call, checked after name resolution when its socket is opened.
    package enum Reach: Sendable, Hashable {
        /// Addresses from the configuration, such as a neighbouring object store.
        case anywhere
        /// Addresses from users: the public internet, and only the excepted private blocks.
        case publicOnly(except: [AddressRange] = [])
    }

    package struct Answer: Sendable {
        package let status: Int
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        package let elapsed: Duration

        /// The first header with that name, ignoring case.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.isWord(name.inSmallLetters) }?.value
        }
    }
}
