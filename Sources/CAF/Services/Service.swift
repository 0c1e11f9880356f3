import Kernel
import Store
import Web

/// A service of the office.
struct Service: Sendable {
    let code: Code
    let title: LocalizedText
    let summary: LocalizedText
    /// The number of working days in which a complete request is finished.
    let workingDays: Int
    let form: any Form.Type

    /// A service of the office.
    enum Code: String, Codable, CaseIterable, Sendable {
        /// The ISEE, the indicator of a household's economic situation.
        case isee = "ISEE"
        /// The Modello 730, the income tax return of employees and pensioners.
        case modello730 = "MODELLO_730"
        /// The Modello Redditi PF, the income tax return of other natural persons.
        case modelloPF = "MODELLO_PF"
        /// The IMU, the municipal property tax.
        case imu = "IMU"
    }
}

extension Service.Code: PathValue, SQLValueConvertible {}

extension Service.Code {
    var service: Service {
        switch self {
        case .isee: .isee
        case .modello730: .modello730
        case .modelloPF: .modelloPF
        case .imu: .imu
        }
    }
}

extension Service {
    static let catalogue = Code.allCases.map(\.service)

    /// Ten working days: 4 for the CAF to send the DSU, 4 for the tax data, 2 for the answer of INPS.
    static let isee = Service(
        code: .isee,
        title: ["en": "ISEE", "it": "ISEE"],
        summary: [
            "en": "The household's declaration (DSU) and its indicator of economic situation.",
            "it":
                "La dichiarazione sostitutiva unica (DSU) del nucleo e l'indicatore della situazione economica.",
        ],
        workingDays: 10,
        form: ISEEForm.self
    )

    static let modello730 = Service(
        code: .modello730,
        title: ["en": "Modello 730", "it": "Modello 730"],
        summary: [
            "en": "The income tax return of employees and pensioners, settled by the withholding agent.",
            "it":
                "La dichiarazione dei redditi di dipendenti e pensionati, con conguaglio del sostituto d'imposta.",
        ],
        workingDays: 7,
        form: ModelloForm.self
    )

    static let modelloPF = Service(
        code: .modelloPF,
        title: ["en": "Modello Redditi PF", "it": "Modello Redditi PF"],
        summary: [
            "en": "The income tax return of natural persons who cannot, or need not, use the 730.",
            "it":
                "La dichiarazione dei redditi delle persone fisiche che non possono o non intendono usare il 730.",
        ],
        workingDays: 10,
        form: ModelloForm.self
    )

    static let imu = Service(
        code: .imu,
        title: ["en": "IMU", "it": "IMU"],
        summary: [
            "en": "The municipal property tax: the amount due for each property, and the F24 forms.",
            "it": "L'imposta municipale propria: quanto è dovuto per ogni immobile e i modelli F24.",
        ],
        workingDays: 5,
        form: ImuForm.self
    )
}
