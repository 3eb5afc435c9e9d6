/*
 * The scripts of the Windows spooler: cmdlets of the PrintManagement module and System.Drawing.Printing of .NET
 * (Microsoft's reference). Each reads its values from the environment and writes one JSON value.
 */

/** An error that the caller has to tell apart from a spooler that is not there. */
const knownQueue = `
try { $printer = Get-Printer -Name $env:PARWANA_QUEUE }
catch { if ($_.CategoryInfo.Category -eq 'ObjectNotFound') { 'null'; exit 0 } else { throw } }`;

export const listQueues = `ConvertTo-Json -Compress -InputObject @(Get-Printer | ForEach-Object { $_.Name })`;

export const readQueue = `${knownQueue}
Add-Type -AssemblyName System.Drawing
$settings = New-Object System.Drawing.Printing.PrinterSettings
$settings.PrinterName = $printer.Name
ConvertTo-Json -Compress -InputObject @{
  model = [string]$printer.DriverName
  status = [string]$printer.PrinterStatus
  twoSided = [bool]$settings.CanDuplex
}`;

/**
 * Prints the faces in their own size, 1016 x 648 dots of 1/300 inch, in the middle of a card of 337 x 212.5
 * hundredths of an inch; the drawing begins inside the margin that the printer cannot reach, so that is taken
 * off. A landscape card turns over its short edge, which is "horizontal" in .NET.
 */
export const printFaces = `${knownQueue}
Add-Type -AssemblyName System.Drawing
$files = @($env:PARWANA_FRONT)
if ($env:PARWANA_BACK) { $files += $env:PARWANA_BACK }
$images = @($files | ForEach-Object { [System.Drawing.Image]::FromFile($_) })
$document = New-Object System.Drawing.Printing.PrintDocument
$document.PrinterSettings.PrinterName = $printer.Name
$document.PrintController = New-Object System.Drawing.Printing.StandardPrintController
$document.DocumentName = $env:PARWANA_NAME
$document.OriginAtMargins = $false
if ($images.Count -gt 1) { $document.PrinterSettings.Duplex = [System.Drawing.Printing.Duplex]::Horizontal }
$page = $document.DefaultPageSettings
foreach ($size in $document.PrinterSettings.PaperSizes) {
  $sides = @($size.Width, $size.Height) | Sort-Object
  if ([Math]::Abs($sides[0] - 213) -le 5 -and [Math]::Abs($sides[1] - 337) -le 5) {
    $page.PaperSize = $size
    $page.Landscape = $size.Width -lt $size.Height
    break
  }
}
$page.Margins = New-Object System.Drawing.Printing.Margins 0, 0, 0, 0
$script:number = 0
$document.add_PrintPage({
  param($origin, $paper)
  $left = -0.83 - $paper.PageSettings.HardMarginX
  $top = -1.74 - $paper.PageSettings.HardMarginY
  $paper.Graphics.InterpolationMode = [System.Drawing.Drawing2D.InterpolationMode]::NearestNeighbor
  $paper.Graphics.DrawImage($images[$script:number], [single]$left, [single]$top, [single]338.67, [single]216)
  $script:number += 1
  $paper.HasMorePages = $script:number -lt $images.Count
})
$document.Print()
$images | ForEach-Object { $_.Dispose() }
$job = Get-PrintJob -PrinterName $printer.Name | Where-Object { $_.DocumentName -eq $env:PARWANA_NAME } | Select-Object -First 1
if ($job) { ConvertTo-Json -Compress -InputObject @{ id = [int]$job.Id } } else { ConvertTo-Json -Compress -InputObject @{ id = 0 } }`;

export const listJobs = `${knownQueue}
ConvertTo-Json -Compress -InputObject @(Get-PrintJob -PrinterName $printer.Name | ForEach-Object {
  @{ id = [int]$_.Id; name = [string]$_.DocumentName; status = [string]$_.JobStatus; pages = [int]$_.PagesPrinted }
})`;

export const removeJob = `${knownQueue}
$job = Get-PrintJob -PrinterName $printer.Name | Where-Object { $_.Id -eq [int]$env:PARWANA_ID -and $_.DocumentName -eq $env:PARWANA_NAME }
if ($job) { Remove-PrintJob -PrinterName $printer.Name -ID $job.Id }
'true'`;
