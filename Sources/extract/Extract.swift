import ArgumentParser
import Palimpsest
@main struct Extract: ParsableCommand { }
