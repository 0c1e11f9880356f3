import ArgumentParser
import Kernel
import Logging
import Platform
import Web

/// The command line.
package struct Portico: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "portico",
        abstract: "The backend of service businesses, on one shared platform.",
        version: serverVersion,
        subcommands: [
            Serve.self, Migrate.self, Demo.self, User.self, OpenAPICommand.self, PostmanCommand.self,
            EntityDiagramCommand.self, RoutesCommand.self,
            ReferenceCommand.self, UndescribedCommand.self, BackupCommand.self, RestoreCommand.self,
            Config.self, Doctor.self,
            Reseal.self, CrashWrites.self,
        ]
    )

    package init() {}
}

/// The option that selects the product of a command.
struct ProductOption: ParsableArguments {
    @Option(help: "One product; all products when omitted.")
    var product: String?

    func validate() throws { _ = try allProducts.named(product) }
}

/// The reason why a command failed, for its user.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The first step of every command that opens sites.
struct Start: Sendable {
    let products: [ProductDefinition]
    /// Whether one product was selected: it is served at `/`, otherwise each is served at `/<product>`.
    let isAlone: Bool
    let configuration: Configuration
    let log: Logger
    let writer: LogWriter

    init(_ option: ProductOption) throws {
        try self.init(product: option.product)
    }

    /// Standard output is reserved for the command's answer; log lines go to `writer`.
    init(product: String?, port: Int? = nil, logTo writer: LogWriter = .standardError()) throws {
        let products = try allProducts.named(product)
        var configuration = try Configuration(Variables.load(), products: products)
        if let port { configuration.server.port = port }
        self.init(
            products: products,
            isAlone: product != nil,
            configuration: configuration,
            logTo: writer
        )
    }

    init(
        products: [ProductDefinition],
        isAlone: Bool = false,
        configuration: Configuration,
        logTo writer: LogWriter = .standardError()
    ) {
        self.products = products
        self.isAlone = isAlone
        self.configuration = configuration
        self.writer = writer
        log = JSONLog.logger("portico", level: configuration.logLevel, writer: writer)
    }

    /// Demo users have a password that is published in the README.
    func refuseDemoInProduction() throws {
        guard configuration.isProduction else { return }
        throw CommandFailure("demo data is refused in production: its passwords are public")
    }

    /// Runs `work` with the sites open, and closes them in every case.
    func withSites<Result>(_ work: (Sites) async throws -> Result) async throws -> Result {
        let sites = try await Sites.open(products, configuration, isAlone: isAlone, log: log)
        do {
            let result = try await work(sites)
            await sites.close()
            writer.flush()
            return result
        } catch {
            await sites.close()
            writer.flush()
            throw error
        }
    }
}
