import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why the server cannot begin to listen, in the words of whoever set it up.
struct StartFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(binding host: String, _ port: Int, _ error: any Error) {
        let place = "cannot listen on \(host):\(port)"
        description =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: "\(place): something else does already"
            case EADDRNOTAVAIL: "\(place): this machine has no such address"
            case EACCES: "\(place): this port needs more rights"
            default: "\(place): \(error)"
            }
    }
}
