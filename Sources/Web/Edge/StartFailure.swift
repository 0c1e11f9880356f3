import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The reason why the server cannot listen, for its operator.
struct StartFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(binding host: String, _ port: Int, _ error: any Error) {
        let place = "cannot listen on \(host):\(port)"
        description =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: "\(place): the port is already in use"
            case EADDRNOTAVAIL: "\(place): this machine does not have the address"
            case EACCES: "\(place): permission denied for this port"
            default: "\(place): \(error)"
            }
    }
}
