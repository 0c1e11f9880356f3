import NIOSSL

extension NIOSSLContext {
    /// Speaks for the certificate in `files`; says which file it is that does not do.
    static func serving(_ files: ServerConfiguration.TLSFiles) throws -> NIOSSLContext {
        let certificate = files.certificate
        let chain = try reading("there is no certificate (PEM) in \(certificate)") {
            try NIOSSLCertificate.fromPEMFile(certificate)
        }
        let key = try reading("there is no private key (PEM, without a passphrase) in \(files.key)") {
            try NIOSSLPrivateKey(file: files.key, format: .pem)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try reading("the private key in \(files.key) is not that of \(certificate)") {
            try NIOSSLContext(configuration: configuration)
        }
    }

    private static func reading<Value>(_ failure: String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            throw StartFailure(failure)
        }
    }
}
