import Kernel
import Platform
import Web

enum Services {
    static let routes = rows.tagged("Services")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                handler  needs
        Get("/services",         list,    .anyone, "The services of the office")
        Get("/services/{code}",  show,    .anyone, "One service: its sections with their JSON Schema, and the papers it may ask for")
    }
}

extension Services {
    static func list(_ call: Call) async throws -> Listing<ServiceSummary> {
        Listing(Service.catalogue.map { ServiceSummary($0, in: call.languages) })
    }

    static func show(_ call: Call, code: Service.Code) async throws -> ServiceView {
        try ServiceView(code.service, in: call.languages)
    }
}

struct ServiceSummary: View {
    var code: Service.Code
    var title: String
    var description: String
    var slaWorkingDays: Int

    init(_ service: Service, in languages: [Language]) {
        code = service.code
        title = service.title.text(in: languages)
        description = service.summary.text(in: languages)
        slaWorkingDays = service.workingDays
    }
}

/// A service whole.
///
/// The references in its schemas point into `components` of the same reply.
struct ServiceView: View {
    var code: Service.Code
    var title: String
    var description: String
    var slaWorkingDays: Int
    var sections: [SectionView]
    var documents: [PossibleDocument]
    var components: Components

    struct SectionView: Codable, Sendable {
        var name: String
        var isMandatory: Bool
        var schema: JSONValue
    }

    struct Components: Codable, Sendable {
        var schemas: [String: JSONValue]
    }

    init(_ service: Service, in languages: [Language]) throws {
        let summary = ServiceSummary(service, in: languages)
        code = summary.code
        title = summary.title
        description = summary.description
        slaWorkingDays = summary.slaWorkingDays
        var schemas: [String: JSONValue] = [:]
        let form = service.form
        sections = try form.sections.map { name, schema in
            SectionView(
                name: name,
                isMandatory: form.mandatory.contains(name),
                schema: try schema.json(into: &schemas)
            )
        }
        documents = form.possibleDocuments(in: languages)
        components = Components(schemas: schemas)
    }
}
