import ICUShim

/// What value reading needs to know of the form's language: CLDR's month names, number marks and country names, through ICU,
/// and the official country names of `Dictionaries/lexicons`.
final class LocaleData: Sendable {
    /// Names of the months as plain keys, with their numbers from 1.
    let months: [(key: [UInt8], month: Int)]
    let decimalMark: UInt8
    let groupingMark: UInt8
    /// Names of countries and areas: as written, with their keys.
    let countries: [(name: String, key: Key)]
    /// ``countries`` by folded key.
    let countryIndex: [[UInt8]: Int]

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``TemplateErrors`` when the lexicon of countries cannot be read.
    init(language: String, directory: String, folding: KeyFolding) throws(TemplateErrors) {
        months = LocaleData.monthNames(language).map { (folding.key(of: $0.name).plain, $0.month) }
        decimalMark = UInt8(ascii: ".")
        groupingMark = UInt8(ascii: ",")
        let official = try TemplateLibrary.text(directory + "/lexicons/countries.\(language).txt").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map(String.init)
        var countries: [(name: String, key: Key)] = []
        var index: [[UInt8]: Int] = [:]
        for name in official + LocaleData.countryNames(language) {
            let key = folding.key(of: name)
            if index[key.folded] != nil { continue }
            index[key.folded] = countries.count
            countries.append((name, key))
        }
        self.countries = countries
        countryIndex = index
    }
}
