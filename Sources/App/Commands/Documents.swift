import ArgumentParser
import Kernel
import Platform
import Web

/// The command `portico openapi`; it needs neither a server nor a database.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print a product's OpenAPI 3.1 document."
    )

    @OptionGroup var product: OneProduct

    func run() async throws {
        print(try OpenAPI.text(for: product.definition().documented()))
    }
}

/// The command `portico postman`.
struct PostmanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postman",
        abstract: "Print a product's operations as a Postman collection."
    )

    @OptionGroup var product: OneProduct

    func run() async throws {
        let product = try product.definition()
        print(PostmanCollection.text(of: product.documented(), guest: product.demoGuest), terminator: "")
    }
}

/// The command `portico erd`; it needs no database.
struct EntityDiagramCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erd",
        abstract: "Print a product's tables and their references as a Mermaid diagram."
    )

    @OptionGroup var product: OneProduct

    func run() async throws {
        print(try await EntityDiagram.text(of: product.definition()), terminator: "")
    }
}

/// The option that selects the only product of a command.
struct OneProduct: ParsableArguments {
    @Option(help: "The product; optional when there is only one.")
    var product: String?

    func validate() throws { _ = try definition() }

    func definition() throws -> ProductDefinition {
        let products = try allProducts.named(product)
        guard let only = products.first, products.count == 1 else {
            throw ValidationError(
                "choose one with --product: \(products.map(\.name).joined(separator: ", "))"
            )
        }
        return only
    }
}

/// The command `portico routes`.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "List all operations with their permissions."
    )

    @OptionGroup var product: ProductOption

    func run() async throws {
        for product in try allProducts.named(product.product) {
            print("# \(product.title)\n\n\(Reference.routes(of: product.documented()))")
        }
    }
}

/// The command `portico reference`.
struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Write the reference: routes, access, lifecycles, problems, jobs, configuration."
    )

    @Argument(help: "The folder to write to.")
    var folder: String

    func run() async throws {
        for page in try await ReferenceBook.pages(of: allProducts) {
            try Files.write(page.text, to: "\(folder)/\(page.name)")
        }
    }
}

/// The command `portico undescribed`: a step of `make check`.
struct UndescribedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undescribed",
        abstract: "List everything without a description in the API documents; fails if there is any.",
        shouldDisplay: false
    )

    func run() async throws {
        let found = Set(try allProducts.flatMap { try OpenAPI.undescribed(in: $0.documented()) })
        for line in found.map({ "\($0.place)\t\($0.fact)" }).sorted() { print(line) }
        guard !found.isEmpty else { return }
        throw CommandFailure("\(found.count) without a description: write a `///` line above each")
    }
}

/// The command `portico config`.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the configuration in effect; secrets are masked."
    )

    @OptionGroup var product: ProductOption

    func run() async throws {
        let variables = Variables.load()
        let products = try allProducts.named(product.product)
        let configuration = try Configuration(variables, products: products)
        var reader = SettingsReader(variables)
        for setting in Setting.all {
            let given = reader.given(setting)
            let origin = given == nil ? "  (default)" : ""
            print("\(setting.name)=\(setting.shown(given ?? setting.fallback))\(origin)")
        }
        for product in products {
            print("# \(product.name): \(configuration.databases[product.name]?.masked ?? "no database")")
        }
        for name in variables.unknownNames(products) { print("# \(name) is set, but is not a known setting") }
    }
}

extension Setting {
    fileprivate func shown(_ value: String) -> String {
        isSecret && !value.isEmpty && value != fallback ? "****" : value
    }
}

extension Variables {
    /// Names that are probably misspelt.
    func unknownNames(_ products: [ProductDefinition]) -> [String] {
        let all = Setting.all + products.flatMap { product in Setting.perProduct.map { $0.own(of: product) } }
        let known = Set(all.map(\.name) + all.filter(\.isSecret).map { $0.name + "_FILE" })
        return self.names.filter {
            $0.hasPrefix("PORTICO_") && !$0.hasPrefix("PORTICO_TEST_") && !known.contains($0)
        }
    }
}
